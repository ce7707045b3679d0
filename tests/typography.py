"""French typography: the rules that a text breaks, by name.

Addresses of pages and of mail are left alone, and so is what people typed (`typed`): a letter
writes it as it was given. A day is held to its month, except between « », where the assistant
shows what to type: nobody types a no-break space.
"""

import re

NO_BREAK = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
SPACE = rf"[ {NO_BREAK}]"
ADDRESS = re.compile(r"https?://(?:[^\s,]*[^\s,.;:)])?|[^\s«(]+@[^\s,;)]+")
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
UNITS = "jours?|mois|heures?|chiffres|pages?|ans?|€"
UNMARKED = (  # how words begin that start with É or Ê
    "cart|chan[gt]|chéan|cole|conom|cri[rtv]|cran|dit|gal|lectr|lément|lisabeth|mile|nergie"
    "|nonc|preuve|quilib|quip|tabl|tant|tape|tat|tes|tienne|tre|tud|valu|vent|vid|vit"
)
RULES = {
    "a no-break space before ; : ! ?": rf"(?<![{NO_BREAK}?!])[;:!?]",
    "a no-break space after «": rf"«(?![{NO_BREAK}])",
    "a no-break space before »": rf"(?<![{NO_BREAK}])»",
    "a typographic apostrophe": r"['‘`´]",
    "French quotes": r'["“”„]',
    "a no-break space after n°": rf"\b[nN]°(?![{NO_BREAK}])|\b[nN][ºo]\.? ?\d",
    "a no-break space after article": r"\b[Aa]rt(?:icles?|\.) (?=(?:[LRD]\.|\d))",
    "a no-break space inside the number of an article": (
        rf"\b[LRD]\.(?![{NO_BREAK}])|\d-\d+ [a-h]\b"
    ),
    "a no-break space between a number and its unit": rf"[\d}}] (?:{UNITS})(?!\w)",
    "a no-break space between a day and its month": rf"\d(?:er)? (?:{MONTHS})\b(?![^«]*»)",
    "no space before , and .": rf"{SPACE}[,.]",
    "an ellipsis is one sign": r"\.\.|…\.",
    "ordinals are 1er, 1re, 2e": (
        rf"\b\d+(?:ère|ere|ier|ème|eme|ième|ieme)s?\b|\b1 er\b|\b1{SPACE}(?:{MONTHS})\b"
        r"|(?<!\d)1e\b|\b(?!1er\b)\d+er\b"
    ),
    "capitals keep their accents": (
        rf"\bE(?:{UNMARKED})|\b(?:Ca|Ile)\b|(?:^|[.!?»:]{SPACE})A(?={SPACE})"
    ),
    "one space at a time": rf"{SPACE}{{2}}",
    "no space at the end of a line": rf"{SPACE}(?:\n|$)",
    "a dash is not a hyphen": rf"{SPACE}-{SPACE}",
    "neutral without brackets or dots": r"\((?:e|s|es|ne|rice|trice)\)|\w·\w",
    "no space inside brackets": rf"\({SPACE}|{SPACE}\)",
}


def faults(text, typed=()):
    """The names of the rules that `text` breaks, outside addresses and what was `typed`."""
    for words in sorted(filter(None, typed), key=len, reverse=True):
        text = text.replace(words, "Xx")
    text = ADDRESS.sub("Xx", text)
    return [rule for rule, pattern in RULES.items() if re.search(pattern, text, re.MULTILINE)]
