//! What a person reads of a result: lines and tables, before it is known where they are shown.

/// Lines and tables, in order. Names in them may hold anything: whoever renders them escapes them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// From the top.
    pub parts: Vec<Part>,
}

/// A line or a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A sentence.
    Line(Line),
    /// A table.
    Table(Table),
}

/// A sentence, or a heading over what follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// How far it stands to the right on a terminal, in characters.
    pub indent: usize,
    /// The sentence, without a line end.
    pub text: String,
    /// Programs look for this line: a terminal shows it as one, however long it is.
    pub is_whole: bool,
}

/// Cells in rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// How far it stands to the right on a terminal, in characters.
    pub indent: usize,
    /// Whether a terminal shows the titles; pages always do.
    pub shows_titles: bool,
    /// The titles, and the side on which the cells stand.
    pub columns: Vec<Column>,
    /// As many cells in each row as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// Numbers stand on the right.
    pub is_number: bool,
}

impl Document {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a sentence.
    pub fn line(&mut self, indent: usize, text: impl Into<String>) {
        self.parts.push(Part::Line(Line { indent, text: text.into(), is_whole: false }));
    }

    /// Adds a verdict: a sentence that stays on one line.
    pub fn verdict(&mut self, text: impl Into<String>) {
        self.parts.push(Part::Line(Line { indent: 0, text: text.into(), is_whole: true }));
    }

    /// Adds a table, unless it has no row.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.parts.push(Part::Table(table));
        }
    }
}

impl Table {
    /// A table without rows, with these columns.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        let columns = columns.into_iter().collect();
        Self { indent: 0, shows_titles: true, columns, rows: Vec::new() }
    }

    /// Moves it to the right on a terminal.
    pub fn indented(mut self, indent: usize) -> Self {
        self.indent = indent;
        self
    }

    /// A terminal shows no titles, because the cells speak for themselves.
    pub fn without_titles(mut self) -> Self {
        self.shows_titles = false;
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let row: Vec<String> = cells.into_iter().collect();
        assert_eq!(row.len(), self.columns.len(), "a row has a cell for each column");
        self.rows.push(row);
    }
}

impl Column {
    /// A column of words.
    pub fn text(title: impl Into<String>) -> Self {
        Self { title: title.into(), is_number: false }
    }

    /// A column of numbers.
    pub fn number(title: impl Into<String>) -> Self {
        Self { title: title.into(), is_number: true }
    }
}
