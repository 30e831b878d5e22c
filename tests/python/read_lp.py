"""A naive reader of LP text for tests: read_lp.py FILE..., one line of JSON each: the model as lines of text, or null where the file is
none. Written from docs/formats.md with Python fractions and regular expressions; no shared code."""
import json
import re
import sys
from fractions import Fraction as F

sys.set_int_max_str_digits(0)
SPACE = "[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
TOKEN = re.compile(
    r"(?P<op><=|=<|>=|=>|<|>|=)|(?P<mark>[-+:])"
    r"|(?P<number>(?=[0-9.])(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]*))?(?:[eE](?P<power>[-+]?[0-9]+))?)"
    rf"|(?P<name>(?:(?!{SPACE})[^-+*/^<>=:\[\]])+)"
)
SENSE = {"min": 1, "minimum": 1, "minimize": 1, "minimise": 1, "max": -1, "maximum": -1, "maximize": -1, "maximise": -1}
SECTIONS = {
    "rows": ["st", "st.", "s.t."],
    "bounds": ["bound", "bounds"],
    "integer": ["general", "generals", "gen", "integer", "integers"],
    "binary": ["binary", "binaries", "bin"],
    "semi": ["semi", "semis"],
    "sos": ["sos", "sos1", "sos2"],
    "end": ["end"],
}
SECTION_OF = {word: section for section, words in SECTIONS.items() for word in words}
INFINITY = "infinity"


class Refused(Exception):
    pass


def expect(condition):
    if not condition:
        raise Refused


def lower(word):
    return "".join(c.lower() if c.isascii() else c for c in word)


def value_of(match):
    whole, part, power = match["whole"], match["part"] or "", match["power"] or "0"
    expect(0 < len(whole + part) <= 20000 and abs(int(power)) <= 9999)
    return F(int(whole + part)) * F(10) ** (int(power) - len(part))


def tokens(text):
    out = []
    for line in text.split("\n"):
        line, at = line.split("\\")[0], 0
        while at < len(line):
            if re.match(SPACE, line[at]):
                at += 1
                continue
            match = TOKEN.match(line, at)
            expect(match)
            at = match.end()
            if match["number"] is not None:
                out.append(("number", value_of(match)))
            elif match["name"] is not None:
                expect("\ufffd" not in match["name"])
                is_infinite = lower(match["name"]) in ("inf", "infinity")
                out.append(("number", INFINITY) if is_infinite else ("name", match["name"]))
            elif match["op"]:
                out.append(("op", "<" if "<" in match["op"] else ">" if ">" in match["op"] else "="))
            else:
                out.append(("mark", match["mark"]))
    return out + [(None, None)] * 3


class Reader:
    def __init__(self, text):
        self.tokens, self.at = tokens(text), 0
        self.columns, self.rows, self.labels = {}, [], set()

    def kind(self, ahead=0):
        return self.tokens[self.at + ahead][0]

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1][1]

    def is_mark(self, mark, ahead=0):
        return self.tokens[self.at + ahead] == ("mark", mark)

    def keyword(self):
        """The section or sense that starts here, and its number of words."""
        if self.kind() != "name" or self.is_mark(":", 1):
            return None
        word, second = lower(self.tokens[self.at][1]), self.tokens[self.at + 1]
        if (word, second[0]) in (("subject", "name"), ("such", "name")):
            if lower(second[1]) == {"subject": "to", "such": "that"}[word]:
                return "rows", 2
        if word in SENSE:
            return "sense", 1
        if word == "semi" and self.is_mark("-", 1):
            return "semi", 3
        return (SECTION_OF[word], 1) if word in SECTION_OF else None

    def column(self, name):
        return self.columns.setdefault(name, {"cost": F(0), "<": None, ">": None, "integer": False, "binary": False})

    def label(self):
        if self.kind() == "name" and self.is_mark(":", 1):
            name = self.take()
            self.at += 1
            return name
        return None

    def sign(self):
        sign = 1
        while self.is_mark("+") or self.is_mark("-"):
            sign *= -1 if self.take() == "-" else 1
        return sign

    def expression(self):
        terms, constant = {}, F(0)
        while True:
            factor, is_term = F(self.sign()), False
            if self.kind() == "number":
                number, is_term = self.take(), True
                expect(number != INFINITY)
                factor *= number
            if self.kind() == "name" and not self.keyword() and not self.is_mark(":", 1):
                name, is_term = self.take(), True
                self.column(name)
                terms[name] = terms.get(name, F(0)) + factor
            else:
                constant += factor
            expect(is_term)
            if not (self.is_mark("+") or self.is_mark("-")):
                return terms, constant

    def number(self):
        """A number of size below 1e20, or an infinity with its sign; nothing is taken otherwise."""
        start, sign = self.at, self.sign()
        if self.kind() != "number":
            self.at = start
            return None
        number = self.take()
        if number == INFINITY or abs(number) >= 10**20:
            return (INFINITY, sign if number == INFINITY or number > 0 else -sign)
        return sign * number

    def sides(self, middle):
        """The sides of what `middle` reads: a list of (">" lower or "<" upper, number or None)."""
        start, left = self.at, self.number()
        if left is None or self.kind() != "op":
            self.at, left = start, None
        found = [] if left is None else [({"<": ">", ">": "<", "=": "="}[self.take()], left)]
        found += middle(left is not None) or []
        if self.kind() == "op":
            operator, right = self.take(), self.number()
            expect(right is not None)
            found.append((operator, right))
        expect(found)
        sides = {}
        for operator, value in found:
            if isinstance(value, tuple):
                expect((operator, value[1]) in ((">", -1), ("<", 1)))
                value = None
            for side in "<>" if operator == "=" else operator:
                expect(side not in sides)
                sides[side] = value
        return sides

    def row(self):
        label, terms, constant = self.label(), {}, F(0)
        expect(label is None or label not in self.labels)
        self.labels.add(label)

        def middle(has_left):
            nonlocal terms, constant
            if has_left or self.kind() != "op":
                terms, constant = self.expression()

        sides = self.sides(middle)
        low, up = (None if sides.get(side) is None else sides[side] - constant for side in "><")
        self.rows.append((label, terms, low, up))

    def bound(self):
        column = None

        def middle(has_left):
            nonlocal column
            expect(self.kind() == "name")
            column = self.column(self.take())
            if not has_left and self.kind() == "name" and lower(self.tokens[self.at][1]) == "free":
                self.at += 1
                return [(">", (INFINITY, -1)), ("<", (INFINITY, 1))]

        for side, value in self.sides(middle).items():
            expect(column[side] is None)
            column[side] = ("given", value)

    def integer(self, mark):
        expect(self.kind() == "name")
        column = self.column(self.take())
        column["integer"], column["binary"] = True, column["binary"] or mark == "binary"

    def file(self):
        expect(self.keyword() == ("sense", 1))
        sense, offset = SENSE[lower(self.take())], F(0)
        self.label()
        if not self.keyword() and self.kind():
            terms, offset = self.expression()
            for name, value in terms.items():
                self.column(name)["cost"] = value
        while True:
            expect(self.keyword())
            section, n_words = self.keyword()
            self.at += n_words
            expect(section not in ("sense", "sos") and self.at < len(self.tokens) - 2)
            if section == "end":
                expect(self.kind() is None)
                return self.model(sense, offset)
            while self.kind() and not self.keyword():
                expect(section != "semi")
                self.row() if section == "rows" else self.bound() if section == "bounds" else self.integer(section)

    def model(self, sense, offset):
        text = lambda side: "none" if side is None else str(side)
        lines = [f"maximize {'true' if sense < 0 else 'false'} offset {offset}"]
        for name, column in self.columns.items():
            low, up = (column[">"] or ("default", F(0)))[1], (column["<"] or ("default", None))[1]
            if column["binary"]:
                low, up = max(low or F(0), F(0)), F(1) if up is None else min(up, F(1))
            lines.append(f"{name}: {column['cost']} in {text(low)} {text(up)}")
        places = {name: at for at, name in enumerate(self.columns)}
        for at, (label, terms, low, up) in enumerate(self.rows):
            if label is None:
                label = f"r{at + 1}"
                while label in self.labels:
                    label += "_"
            terms = sorted((places[name], value) for name, value in terms.items() if value != 0)
            lines.append(f"{label}: {' '.join(f'{j}:{value}' for j, value in terms)} in {text(low)} {text(up)}")
        lines.append(f"relaxation {'true' if any(c['integer'] for c in self.columns.values()) else 'false'}")
        return "\n".join(lines) + "\n"


for path in sys.argv[1:]:
    try:
        print(json.dumps(Reader(open(path, "rb").read().decode(errors="replace")).file()))
    except Refused:
        print("null")
