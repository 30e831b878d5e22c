//! Random models in random but legal spelling of LP text: what a person or a program may write, and every reader that reads
//! it at all must read in the same way.
//!
//! Numbers are multiples of 1/8 and small, so that doubles are exact, and sums of sides too.

use std::fmt::Write;

use crate::fuzz::Random;

/// Names that some reader could take for something else; the first are plain.
const NAMES: &[&str] = &[
    "x",
    "y2",
    "z.1",
    "e5",
    "d1",
    "E",
    "_q",
    "a/b",
    "y'",
    "#n",
    "%p",
    "x(1,2)",
    "in'f",
    "free",
    "nan",
    "infeasible",
    "subject",
    "B~",
    "&",
    "such",
    "c$3",
    "semis2",
    "x`",
    "@",
    "?!",
    "ends",
    "\"u\"",
];
/// Section words, which are names behind a sign or a coefficient in a row.
const SECTION_WORDS: &[&str] =
    &["gen", "end", "st", "max", "bin", "bounds", "General", "semi", "INTEGER", "s.t."];

/// A column and the bounds that its text gives it.
struct Column {
    name: &'static str,
    lines: Vec<String>,
}

/// The generator of one text.
pub struct Spelling<'a> {
    random: &'a mut Random,
    text: String,
    /// Only what GLPK reads too: it knows less than others.
    is_narrow: bool,
}

impl<'a> Spelling<'a> {
    pub fn new(random: &'a mut Random) -> Self {
        let is_narrow = random.below(2) == 0;
        Self { random, text: String::new(), is_narrow }
    }

    /// Only what GLPK reads is written.
    pub fn is_narrow(&self) -> bool {
        self.is_narrow
    }

    pub fn is(&mut self, one_in: usize) -> bool {
        self.random.below(one_in) == 0
    }

    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.random.below(list.len())]
    }

    /// A multiple of 1/8 up to 16 in size, or an integer; not negative.
    fn eighths(&mut self) -> usize {
        if self.is(2) { 8 * self.random.below(20) } else { self.random.below(128) }
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.random.below(bound)
    }

    /// A number of eighths below `bound`, or of whole numbers.
    pub fn eighths_of(&mut self, bound: usize) -> usize {
        let eighths = self.random.below(bound);
        if self.is(2) { eighths / 8 * 8 } else { eighths }
    }

    /// One of the ways to write a number of eighths.
    pub fn number(&mut self, eighths: usize) -> String {
        let thousandths = eighths * 125;
        let (whole, part) = (thousandths / 1000, thousandths % 1000);
        let short = format!("{whole}.{part:03}");
        let short = short.trim_end_matches('0');
        match self.random.below(8) {
            0 => format!("{whole}.{part:03}"),
            1 => format!("{thousandths}e-3"),
            2 => format!("{thousandths}E-03"),
            3 if whole == 0 && part != 0 => short.trim_start_matches('0').to_owned(),
            4 if part == 0 => format!("{whole}."),
            5 if part == 0 => format!("{whole}e0"),
            6 => format!("0{short}0"),
            7 if part == 0 && whole.is_multiple_of(10) && whole != 0 => {
                format!("{}e+1", whole / 10)
            }
            _ => short.trim_end_matches('.').to_owned(),
        }
    }

    /// Writes one of these.
    fn add(&mut self, list: &[&str]) {
        let at = self.random.below(list.len());
        self.text += list[at];
    }

    fn space(&mut self) -> &'static str {
        self.pick(&["", " ", " ", " ", "  ", "\t"])
    }

    /// Between words of a row or the objective: also a new line, with or without a comment.
    fn gap(&mut self) -> &'static str {
        let last = if self.is_narrow { "\n" } else { " \\ a >= 1\n " };
        self.pick(&[" ", " ", " ", " ", "  ", "\t", "\n ", "\n\n  ", last])
    }

    fn word(&mut self, word: &str) -> String {
        match self.random.below(3) {
            0 => word.to_uppercase(),
            1 => word.to_owned(),
            _ => word[..1].to_uppercase() + &word[1..],
        }
    }

    fn names(&mut self) -> Vec<&'static str> {
        let mut names: Vec<&str> = NAMES.to_vec();
        let n = 1 + self.random.below(5);
        let mut chosen = Vec::new();
        for _ in 0..n {
            let at = self.random.below(names.len());
            chosen.push(names.swap_remove(at));
        }
        chosen
    }

    /// `3 x - .5 y`: signs, coefficients and names. In a row the names may be section words too.
    fn expression(&mut self, names: &[&'static str], is_row: bool) -> String {
        let mut out = String::new();
        for (k, name) in names.iter().enumerate() {
            let is_minus = self.is(3);
            let sign = if is_minus { "-" } else { "+" };
            let mut name = *name;
            let mut has_sign = true;
            if k == 0 && !is_minus && self.is(2) {
                has_sign = false;
            } else {
                let (before, behind) = (if k == 0 { "" } else { self.gap() }, self.space());
                out += before;
                out += sign;
                if !self.is_narrow && self.is(12) {
                    out += " + ";
                }
                out += behind;
            }
            let eighths = self.eighths();
            let has_number = eighths != 8 || self.is(4);
            let is_word = is_row && (has_sign || has_number) && self.is(9);
            if is_word {
                name = SECTION_WORDS[(k + names.len()) % SECTION_WORDS.len()];
            }
            // At the start of a line it would be a section.
            if is_word && out.ends_with(char::is_whitespace) {
                out = out.trim_end().to_owned() + " ";
            }
            if has_number {
                let number = self.number(eighths);
                out += &number;
                // A name may touch a number where every reader sees the same end.
                let touches = number.ends_with(|c: char| c.is_ascii_digit())
                    && name.starts_with(|c: char| c.is_ascii_alphabetic() && !"eEdD".contains(c));
                out += match () {
                    () if touches && self.is(4) => "",
                    () if is_word => " ",
                    () => self.gap(),
                };
            }
            out += name;
        }
        out
    }

    fn operator(&mut self, operator: char) -> &'static str {
        match operator {
            '<' => self.pick(&["<=", "<=", "<", "=<"]),
            '>' => self.pick(&[">=", ">=", ">", "=>"]),
            _ if self.is_narrow => "=",
            _ => self.pick(&["=", "=", "=", "=="]),
        }
    }

    /// A right side with its operator.
    fn right(&mut self, operator: char) -> String {
        let eighths = self.eighths();
        let number = self.number(eighths);
        let sign = self.pick(&["", "", "", "-", "- ", "+", "+ "]);
        let (operator, before, behind) = (self.operator(operator), self.space(), self.space());
        format!("{before}{operator}{behind}{sign}{number}")
    }

    fn row(&mut self, names: &[&'static str], at: usize) {
        let mut label = String::new();
        if !self.is(4) {
            let names = ["c", "row_", "R/", "12", "end", "bin", "max", "r'", "c.", "St"];
            let name = self.pick(&names);
            let name = if self.is_narrow && name == "12" { "c" } else { name };
            let number = if self.is(2) { at.to_string() } else { format!("{at}{at}") };
            label = match name {
                "12" => number,
                "end" | "bin" | "max" | "St" if at == 0 => name.to_owned(),
                "end" | "bin" | "max" | "St" => format!("c{number}"),
                _ => format!("{name}{number}"),
            };
            label += self.pick(&[":", ": ", " : ", ":\n  "]);
        }
        let n = self.random.below(names.len()) + 1;
        let expression = self.expression(&names[..n], true);
        let operator = self.pick(&['<', '<', '>', '>', '=']);
        if !self.is_narrow && self.is(8) {
            // With a number on the left, which only some read.
            let eighths = self.eighths();
            let left = self.number(eighths);
            let right = self.right('<');
            let sign = if expression.starts_with(['+', '-']) { "" } else { "+ " };
            // For HiGHS a row ends with the first number behind an operator, if the line does.
            let first = names[0];
            let _ = write!(self.text, " {label}{left} <= 2 {first} {sign}{expression}{right}");
        } else {
            let right = self.right(operator);
            let _ = write!(self.text, " {label}{expression}{right}");
        }
        self.end_line();
    }

    fn end_line(&mut self) {
        if self.is_narrow {
            return self.add(&["\n", "\n", " \n", "\n\n", "\n\\ st\n"]);
        }
        self.add(&["\n", "\n", "\n", "\n", " \n", "\n\n", " \\ free\n", "\n\\ st\n"]);
    }

    /// The lines of BOUNDS about a column.
    fn column(&mut self, name: &'static str) -> Column {
        let (low, high) = (self.eighths(), self.eighths());
        let (lower, upper) = (self.number(low), self.number(low + high));
        let (at_most, at_least, equal) =
            (self.operator('<'), self.operator('>'), self.operator('='));
        let free = self.word("free");
        let infinity = self.pick(&["inf", "Inf", "infinity", "1e30", "1E+20"]);
        let kind = self.random.below(12);
        // GLPK has no `5 >= x` and no infinite upper bound in words.
        let is_unknown = kind == 1 || (kind == 7 && infinity.starts_with(['i', 'I']));
        let mut lines = match if self.is_narrow && is_unknown { 0 } else { kind } {
            0 => vec![format!("{lower} {at_most} {name} {at_most} {upper}")],
            1 => vec![format!("{upper} {at_least} {name} {at_least} {lower}")],
            2 => vec![format!("{name}{at_least}-{upper}"), format!("{name} {at_most} {lower}")],
            3 => vec![format!("{name} {at_most} {upper}"), format!("{name} {at_least} {lower}")],
            4 => vec![format!("{name} {equal} - {lower}")],
            5 => vec![format!("{name} {free}")],
            6 => vec![format!("-{infinity} {at_most} {name} {at_most} -{lower}")],
            7 => vec![format!("{name} {at_most} {infinity}")],
            8 => vec![format!("- {upper} {at_most} {name}")],
            9 => vec![format!("-{infinity} {at_most} {name}")],
            _ => Vec::new(),
        };
        if self.is(6)
            && let Some(line) = lines.first().cloned()
        {
            lines.push(line);
        }
        Column { name, lines }
    }

    /// A text.
    pub fn lp_text(mut self) -> String {
        let names = self.names();
        let columns: Vec<Column> = names.iter().map(|name| self.column(name)).collect();
        if self.is(5) {
            self.text += "\\ maximize\n\n";
        }
        let sense = self.pick(&["min", "minimize", "minimum", "max", "maximize", "maximum"]);
        let sense = self.word(sense);
        self.text += &sense;
        self.add(&["\n", "\n ", " ", "\n\n "]);
        self.add(if self.is_narrow {
            &["", "obj: ", "obj :", "min: "]
        } else {
            &["7: ", "COST :"]
        });
        let is_empty = !self.is_narrow && self.is(12);
        if !is_empty {
            let objective = self.expression(&names, false);
            self.text += &objective;
            if !self.is_narrow && self.is(8) {
                let eighths = self.eighths();
                let constant = self.number(eighths);
                let _ = write!(self.text, " + {constant}");
            }
        }
        let rows = ["subject to", "such that", "st", "s.t.", "st.", "subject  to"];
        let rows = self.pick(&rows[..rows.len() - usize::from(self.is_narrow)]);
        let rows = self.word(rows);
        let _ = write!(self.text, "\n{rows}\n");
        for at in 0..=self.random.below(4) {
            self.row(&names, at);
        }
        if columns.iter().any(|column| !column.lines.is_empty()) || self.is(4) {
            let bounds = self.pick(&["bounds", "bounds", "bound"]);
            let bounds = self.word(bounds);
            self.text += &bounds;
            self.add(&["\n", " "]);
            let mut lines: Vec<&String> = columns.iter().flat_map(|it| &it.lines).collect();
            if self.is(2) {
                lines.reverse();
            }
            for line in lines {
                let _ = write!(self.text, " {line}");
                self.end_line();
            }
            self.text += "\n";
        }
        {
            let words = &["general", "generals", "gen", "integer", "integers"];
            // Without an objective a column may be unknown here.
            if !is_empty && self.is(3) {
                let word = self.pick(words);
                let word = self.word(word);
                let _ = writeln!(self.text, "{word}");
                for column in &columns {
                    if self.is(2) {
                        let gap = self.pick(&[" ", "\n ", "\n"]);
                        let _ = write!(self.text, "{gap}{}", column.name);
                    }
                }
                self.text += "\n";
            }
        }
        if !is_empty && self.is(4) {
            self.text += "Binary\n";
            for column in columns.iter().filter(|column| column.lines.is_empty()) {
                let _ = write!(self.text, " {}", column.name);
            }
            self.text += "\n";
        }
        let end = self.word("end");
        self.text += &end;
        self.add(&["\n", "\n\n", "\n\\ minimize x\n", ""]);
        if self.is(6) { self.text.replace('\n', "\r\n") } else { self.text }
    }
}
