"""A naive reader of LP text for tests: read_lp.py FILE..., one line of JSON each: the statement, or null where the file is none. Written from
docs/models.md with Python fractions and regular expressions; no shared code. A first argument with `=` in it is a reading."""
import json
import re
import sys
from fractions import Fraction as F

sys.set_int_max_str_digits(0)
NAME = r"[^\W_]|[!\"#$%&(),./;?@_'`{|}~]"
TOKEN = re.compile(
    r"(?P<op><=|=<|>=|=>|==|<|>|=)|(?P<mark>[-+:])"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)"
    rf"|(?P<name>(?![0-9.])(?:{NAME})+(?:\[(?:{NAME}|[-+:])+\](?:{NAME})*)*)"
)
SENSE = {"min": "minimize", "minimum": "minimize", "minimize": "minimize", "max": "maximize", "maximum": "maximize", "maximize": "maximize"}
SECTIONS = {
    "rows": ["st", "st.", "s.t."],
    "bounds": ["bound", "bounds"],
    "integer": ["general", "generals", "gen", "integer", "integers"],
    "binary": ["binary", "binaries", "bin"],
    "other": ["semi", "semis", "sos"],
    "end": ["end"],
}
SECTION_OF = {word: section for section, words in SECTIONS.items() for word in words} | {word: "sense" for word in SENSE}
TWO_WORDS = {"subject": "to", "such": "that"}
INFINITY = "infinity"


class Refused(Exception):
    pass


def expect(condition):
    if not condition:
        raise Refused


def lower(word):
    return "".join(c.lower() if c.isascii() else c for c in word)


def is_name(c):
    # As Unicode calls letters and digits, with the marks that count as letters.
    return re.fullmatch(NAME, c) is not None


def number_of(text):
    match = re.fullmatch(r"([0-9]*)\.?([0-9]*)(?:[eE](.*))?", text)
    whole, part, power = match[1], match[2], int(match[3] or "0")
    expect(len(whole + part) <= 20000 and abs(power) <= 9999)
    return F(int(whole + part)) * F(10) ** (power - len(part))


class Token:
    def __init__(self, kind, value, line, first, touches):
        self.kind, self.value, self.line, self.first, self.touches = kind, value, line, first, touches


def tokens(text):
    out = []
    for number, line in enumerate(text.split("\n")):
        line, at, first, space = line.removesuffix("\r").split("\\")[0], 0, True, True
        while at < len(line):
            if line[at] in " \t":
                at, space = at + 1, True
                continue
            match = TOKEN.match(line, at)
            expect(match)
            kind, word, at = match.lastgroup, match[0], match.end()
            behind = line[at : at + 2]
            if kind == "number":
                expect(not re.match(r"[.eE]|[dD][-+0-9]", behind))
                expect(not (word.endswith(".") and behind and is_name(behind[0])))
                expect(not re.match(r"[^\w\s:<>=+*^\[\]\\-][0-9]|_[0-9]", behind, re.ASCII) or not behind.isascii())
            if kind == "name":
                expect(not behind.startswith("[") and "]/" not in word and not word[0].isnumeric())
                if lower(word) in ("inf", "infinity"):
                    kind = "infinity"
            if kind == "op":
                word = "<" if "<" in word else ">" if ">" in word else "="
            value = (number_of(word), word) if kind == "number" else word
            out.append(Token(kind, value, number, first, not first and not space))
            first = space = False
    return out + [Token(None, None, -1, True, False)] * 3


class Reader:
    def __init__(self, text, readings):
        self.tokens, self.at, self.readings = tokens(text), 0, readings
        self.columns, self.rows, self.labels = {}, [], set()

    def see(self, ahead=0):
        return self.tokens[self.at + ahead]

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1].value

    def is_mark(self, mark, ahead=0):
        # The colon of a label stands on its line.
        is_apart = mark == ":" and self.see(ahead).first
        return (self.see(ahead).kind, self.see(ahead).value) == ("mark", mark) and not is_apart

    def section(self):
        """The section or sense that starts here, and its number of words."""
        token, second = self.see(), self.see(1)
        if token.kind != "name" or not token.first or self.is_mark(":", 1):
            return None
        word = lower(token.value)
        if word in TWO_WORDS and second.kind == "name" and not second.first and lower(second.value) == TWO_WORDS[word]:
            return "rows", 2
        if word in ("sos1", "sos2", "sec"):
            return "other", 1
        return (SECTION_OF[word], 1) if word in SECTION_OF else None

    def column(self, name):
        empty = {"cost": F(0), "<": None, ">": None, "integer": False, "binary": False}
        return self.columns.setdefault(name, empty)

    def label_here(self):
        token = self.see()
        is_label = token.kind == "name" or token.kind == "number" and token.value[1].isdigit()
        return (token.value if token.kind == "name" else token.value[1]) if is_label and self.is_mark(":", 1) else None

    def label(self):
        label = self.label_here()
        self.at += 2 if label is not None else 0
        return label

    def name(self, behind):
        token = self.see()
        expect(token.kind == "name" and not self.is_mark(":", 1) and not self.section())
        expect(behind or lower(token.value) not in SECTION_OF)
        return self.take()

    def expression(self, in_row, behind_side=False):
        terms, constant = {}, None
        while True:
            touched = self.see().touches and self.tokens[self.at - 1].kind == "name"
            factor, signs = F(1), 0
            while self.is_mark("+") or self.is_mark("-"):
                factor, signs = factor * (-1 if self.take() == "-" else 1), signs + 1
            expect(self.see().kind != "infinity")
            has_number = self.see().kind == "number"
            if has_number:
                factor *= self.take()[0]
                # HiGHS takes two numbers with an operator between them for a row.
                expect(not (behind_side and not terms and self.see().first))
            if self.see().kind == "name" and not self.section() and not self.is_mark(":", 1):
                name = self.name(in_row and (signs > 0 or has_number))
                terms[name] = terms.get(name, F(0)) + factor
            else:
                expect(has_number and not touched)
                constant = (constant or F(0)) + factor
            if not (self.is_mark("+") or self.is_mark("-")):
                return terms, constant

    def side(self):
        """A number of size below 1e20, or an infinity with its sign; nothing is taken otherwise."""
        signed = self.is_mark("+") or self.is_mark("-")
        token = self.see(1 if signed else 0)
        if token.kind not in ("number", "infinity"):
            return None
        sign = -1 if self.is_mark("-") else 1
        self.at += 2 if signed else 1
        if token.kind == "infinity" or token.value[0] >= 10**20:
            return (INFINITY, sign)
        return sign * token.value[0]

    def left(self):
        start, side = self.at, self.side()
        if side is not None and self.see().kind == "op":
            return self.take(), side
        self.at = start
        return None

    def right(self):
        if self.see().kind != "op":
            return None
        operator, side = self.take(), self.side()
        expect(side is not None)
        return operator, side

    def sides(self, left, right):
        """Lower and upper side, each given or not, and none where it is infinite."""
        if left and right:
            expect(left[0] == right[0] != "=")
        mirror = {"<": ">", ">": "<", "=": "="}
        found = {}
        for operator, value in ([(mirror[left[0]], left[1])] if left else []) + ([right] if right else []):
            if isinstance(value, tuple):
                expect((operator, value[1]) in ((">", -1), ("<", 1)))
                value = None
            for side in "<>" if operator == "=" else operator:
                found[side] = value
        return found

    def end_of_item(self, labels):
        expect(self.see().first or labels and self.label_here() is not None)

    def row(self):
        label, terms, constant = self.label(), {}, None
        expect(label is None or label not in self.labels)
        self.labels.add(label)
        left = self.left()
        if left or self.see().kind != "op":
            terms, constant = self.expression(True, left is not None)
            expect(terms)
        else:
            expect(label is not None)
        for name in terms:
            self.column(name)
        right = self.right()
        expect(left or right)
        if right:
            self.end_of_item(True)
        else:
            expect(self.see().kind is None or self.section() or self.label_here() is not None)
        expect(constant is None or "row-constant" in self.readings)
        constant = constant if constant and self.readings["row-constant"] == "move" else F(0)
        sides = self.sides(left, right)
        low, up = (None if sides.get(side) is None else sides[side] - constant for side in "><")
        expect(all(side is None or abs(side) < 10**20 for side in (low, up)))
        self.rows.append((label, terms, low, up))

    def bound(self):
        left = self.left()
        name = self.name(left is not None)
        if not left and self.see().kind == "name" and lower(self.see().value) == "free":
            self.take()
            sides = {"<": None, ">": None}
        else:
            right = self.right()
            expect(left or right)
            sides = self.sides(left, right)
        self.end_of_item(False)
        column = self.column(name)
        for side, value in sides.items():
            expect(column[side] is None or column[side] == ("given", value))
            column[side] = ("given", value)

    def integer(self, section):
        name = self.name(False)
        expect(name in self.columns)
        column = self.columns[name]
        column["integer"], column["binary"] = True, column["binary"] or section == "binary"

    def file(self):
        expect(self.section() == ("sense", 1))
        sense, offset, seen = SENSE[lower(self.take())], F(0), set()
        self.label()
        if not self.section() and self.see().kind:
            terms, offset = self.expression(False)
            offset = offset or F(0)
            for name, value in terms.items():
                self.column(name)["cost"] = value
        while True:
            expect(self.section())
            section, n_words = self.section()
            self.at += n_words
            expect(section != "sense" and not (section == "rows" and "rows" in seen))
            if section == "other":
                if self.is_mark("-") and self.see(1).kind == "name" and lower(self.see(1).value) == "continuous":
                    self.at += 2
                expect(self.see().kind is None or self.section())
            seen.add(section)
            if section == "end":
                expect(self.see().kind is None)
                return self.statement(sense, offset)
            while self.see().kind and not self.section():
                self.row() if section == "rows" else self.bound() if section == "bounds" else self.integer(section)

    def bounds(self, column):
        low, up = column[">"], column["<"]
        if column["binary"]:
            expect(all(side is None or side[1] is not None and 0 <= side[1] <= 1 for side in (low, up)))
            up = up or ("default", F(1))
        if low is None and up and up[1] is not None and up[1] < 0:
            expect("negative-upper" in self.readings)
            low = ("given", None if self.readings["negative-upper"] == "free" else F(0))
        return (low or ("default", F(0)))[1], (up or ("default", None))[1]

    def statement(self, sense, offset):
        text = lambda side: "none" if side is None else str(side)
        visible = lambda c: c.isalnum() or "!" <= c <= "~" and c != "\\"
        word = lambda name: "".join(c if visible(c) else f"\\u{{{ord(c):x}}}" for c in name)
        lines = ["ironproof-lp-statement 1", "name lp"] + [f"reading {k}={v}" for k, v in sorted(self.readings.items())]
        lines += [f"{sense} {offset}", f"columns {len(self.columns)}"]
        for name, column in self.columns.items():
            low, up = self.bounds(column)
            kind = "integer" if column["integer"] else "real"
            lines.append(f"{word(name)} {kind} {column['cost']} {text(low)} {text(up)}")
        lines.append(f"rows {len(self.rows)}")
        places = {name: at + 1 for at, name in enumerate(self.columns)}
        for at, (label, terms, low, up) in enumerate(self.rows):
            if label is None:
                label = f"r{at + 1}"
                while label in self.labels:
                    label += "_"
            terms = sorted((places[name], value) for name, value in terms.items() if value != 0)
            lines.append(" ".join([word(label), text(low), text(up)] + [f"{j}:{value}" for j, value in terms]))
        return "\n".join(lines + ["end"]) + "\n"


arguments = sys.argv[1:]
readings = dict(word.split("=", 1) for word in arguments if "=" in word and "/" not in word)
for path in [word for word in arguments if not ("=" in word and "/" not in word)]:
    try:
        text = open(path, "rb").read().decode().removeprefix("\ufeff")
        expect(not any((ord(c) < 32 or 127 <= ord(c) < 160) and c not in "\t\n" for c in text.replace("\r\n", "\n")))
        print(json.dumps(Reader(text, readings).file()))
    except (Refused, UnicodeDecodeError):
        print("null")
