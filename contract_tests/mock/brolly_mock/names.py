"""Names of people who do not exist, with the letters that names have."""

from __future__ import annotations

NAMES = (
    ("Sample", "Holder"),
    ("Muster", "Halter"),
    ("Exemple", "Titulaire"),
    ("Esempio", "Titolare"),
    ("Prøve", "Indehaver"),
    ("Žádost", "Držitel"),
    ("Örnek", "İsim"),
)
