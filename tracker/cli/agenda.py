import click
@click.command()
def agenda()->None: pass
