"""Add, find, change and list records: functions of a session and plain values, one noun a file."""
