"""Currencies and where they are used: data only, as of November 2026.

Sources: ISO 4217 list one (codes and minor units), ISO 3166-1 (territories). Left out are the
codes that nobody is paid in: metals, units of account, testing and "no currency".
"""

_TWO_DIGITS = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL
HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT
MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB
SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH
USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG
"""
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_FUNDS = "BOV CHE CHW COU MXV USN VED"
_BESIDE_ANOTHER = {**dict.fromkeys(_FUNDS.split(), 2), "CLF": 4, "UYI": 0, "UYW": 4}
"""Funds, index units and a second currency: they are not what their territory pays in."""

_OF_ONE_TERRITORY = {
    **dict.fromkeys(_TWO_DIGITS.split(), 2),
    **dict.fromkeys(_NO_DIGITS.split(), 0),
    **dict.fromkeys(_THREE_DIGITS.split(), 3),
}
CURRENCIES = {**_OF_ONE_TERRITORY, **_BESIDE_ANOTHER}
"""Active ISO 4217 codes, each with the number of digits of its minor unit."""

_SHARED = {
    "EUR": "AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM "
    "PT RE SI SK SM TF VA XK YT",
    "USD": "AS BQ EC FM GU IO MH MP PR PW SV TC TL UM VG VI",
    "AUD": "CC CX HM KI NF NR TV",
    "CHF": "LI",
    "DKK": "FO GL",
    "GBP": "GG GS IM JE",
    "ILS": "PS",
    "MAD": "EH",
    "NOK": "BV SJ",
    "NZD": "CK NU PN TK",
    "XAF": "CF CG CM GA GQ TD",
    "XCD": "AG AI DM GD KN LC MS VC",
    "XCG": "CW SX",
    "XOF": "BF BJ CI GW ML NE SN TG",
    "XPF": "NC PF WF",
}
TERRITORY_CURRENCY = {
    # ISO 4217 makes a code from its territory's; X and EU stand for none.
    **{code[:2]: code for code in _OF_ONE_TERRITORY if code[0] != "X" and code != "EUR"},
    **{territory: code for code, places in _SHARED.items() for territory in places.split()},
}
"""ISO 3166-1 two-letter code -> the ISO 4217 code of what is paid there."""

_SYMBOLS = """\
$ USD ARS AUD BBD BMD BND BSD BZD CAD CLP COP DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD \
SRD TTD TWD UYU XCD
£ GBP FKP GIP SHP
¥ JPY CNY
\uffe5 JPY CNY
kr ? DKK ISK NOK SEK
"""
_NAMES = """
AUD a$ au$
BRL r$
CAD c$ ca$
CHF fr sfr
CRC ₡
CZK kč
EUR € euro euros
HKD hk$
HUF ft
IDR rp
ILS ₪
INR ₹
KRW ₩
KZT ₸
MXN mx$
MYR rm
NGN ₦
NZD nz$
PHP ₱
PLN zł zl
RON lei
RUB ₽
SGD s$
THB ฿
TRY ₺
TWD nt$
UAH ₴
USD us$
VND ₫
ZAR r
"""
SYMBOLS: dict[str, tuple[str, ...]] = {
    **{line.split()[0]: tuple(line.split()[1:]) for line in _SYMBOLS.strip().splitlines()},
    **{
        name: (line.split()[0],)
        for line in _NAMES.strip().splitlines()
        for name in line.split()[1:]
    },
}
"""What people write, in lower case -> the codes it may stand for.

The first is meant where none of them is in use; "?" says that nobody could tell.
"""
