//! A picture as a file: SVG as it is, PDF and PNG made from it. The end of the file's name says which.

use std::path::Path;

use ironproof_files::file::{WriteError, write_file};
use ironproof_name::EscapedLines;

/// What a picture can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Lines and text, for pages.
    Svg,
    /// The same for papers.
    Pdf,
    /// Dots.
    Png,
}

/// A file's name that says no kind of picture, or one that cannot be made here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoKind {
    /// It ends with something else.
    #[error("the name of a picture ends with .svg, .pdf or .png, which says what it is")]
    Unknown,
    /// This program was built without it.
    #[error(
        "this build writes pictures as .svg only: take the full build of the README, or add the feature, as in \
         `cargo build --release --locked --no-default-features --features pictures`"
    )]
    SvgOnly,
}

/// The kind of picture that the name of a file asks for.
///
/// ```
/// use ironproof_report::picture::{Kind, NoKind, kind};
/// use std::path::Path;
///
/// assert_eq!(kind(Path::new("a.SVG")), Ok(Kind::Svg));
/// assert_eq!(kind(Path::new("a.jpg")), Err(NoKind::Unknown));
/// assert_eq!(kind(Path::new("svg")), Err(NoKind::Unknown));
/// ```
///
/// # Errors
/// [`NoKind`] if it asks for none that can be made.
pub fn kind(path: &Path) -> Result<Kind, NoKind> {
    let end = path.extension().map(|end| end.to_string_lossy().to_ascii_lowercase());
    match end.as_deref() {
        Some("svg") => Ok(Kind::Svg),
        Some("pdf" | "png") if cfg!(not(feature = "pictures")) => Err(NoKind::SvgOnly),
        Some("pdf") => Ok(Kind::Pdf),
        Some("png") => Ok(Kind::Png),
        _ => Err(NoKind::Unknown),
    }
}

/// Writes a picture that is given as SVG.
///
/// # Errors
/// [`WriteError`] if the file cannot be written, or its name says no kind of picture.
pub fn write(path: &Path, svg: &str) -> Result<(), WriteError> {
    let failed = |error: std::io::Error| WriteError { path: path.to_owned(), error };
    let kind = kind(path)
        .map_err(|error| failed(std::io::Error::new(std::io::ErrorKind::InvalidInput, error)))?;
    let svg = EscapedLines(svg).to_string();
    let bytes = bytes(kind, svg).map_err(|error| failed(std::io::Error::other(error)))?;
    write_file(path, |out| out.write_all(&bytes))
}

#[cfg(not(feature = "pictures"))]
fn bytes(kind: Kind, svg: String) -> Result<Vec<u8>, String> {
    match kind {
        Kind::Svg => Ok(svg.into_bytes()),
        Kind::Pdf | Kind::Png => Err(NoKind::SvgOnly.to_string()),
    }
}

#[cfg(feature = "pictures")]
fn bytes(kind: Kind, svg: String) -> Result<Vec<u8>, String> {
    match kind {
        Kind::Svg => Ok(svg.into_bytes()),
        Kind::Pdf => drawn::pdf(&svg),
        Kind::Png => drawn::png(&svg),
    }
}

/// The free font DejaVu Sans Condensed is in the program, so that a picture is the same on all machines.
#[cfg(feature = "pictures")]
mod drawn {
    use std::sync::Arc;

    use krilla::page::PageSettings;
    use krilla_svg::{SurfaceExt, SvgSettings};
    use resvg::tiny_skia::{Pixmap, Transform};
    use resvg::usvg;
    use usvg::fontdb::{Database, Source};

    /// Dots per inch of a PNG.
    const DOTS: f32 = 300.0;
    /// Pixels of CSS in an inch.
    const PIXELS: f32 = 96.0;
    /// Points in an inch.
    const POINTS: f32 = 72.0;

    fn tree(svg: &str) -> Result<usvg::Tree, String> {
        let mut fonts = Database::new();
        for font in [dejavu::sans_condensed::regular(), dejavu::sans_condensed::bold()] {
            fonts.load_font_source(Source::Binary(Arc::new(font)));
        }
        fonts.set_sans_serif_family("DejaVu Sans");
        let options = usvg::Options {
            fontdb: Arc::new(fonts),
            font_family: "DejaVu Sans".to_owned(),
            ..usvg::Options::default()
        };
        usvg::Tree::from_str(svg, &options).map_err(|error| error.to_string())
    }

    #[expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]
    pub(super) fn pdf(svg: &str) -> Result<Vec<u8>, String> {
        let tree = tree(svg)?;
        let scale = POINTS / PIXELS;
        let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
        let settings = PageSettings::from_wh(width, height).ok_or("an empty picture")?;
        let mut document = krilla::Document::new();
        let mut page = document.start_page_with(settings);
        let size = krilla::geom::Size::from_wh(width, height).ok_or("an empty picture")?;
        let mut surface = page.surface();
        surface.draw_svg(&tree, size, SvgSettings::default()).ok_or("nothing to draw")?;
        surface.finish();
        page.finish();
        document.finish().map_err(|error| format!("{error:?}"))
    }

    #[expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]
    pub(super) fn png(svg: &str) -> Result<Vec<u8>, String> {
        let tree = tree(svg)?;
        let scale = DOTS / PIXELS;
        let size = tree.size().to_int_size().scale_by(scale).ok_or("an empty picture")?;
        let mut pixels = Pixmap::new(size.width(), size.height()).ok_or("too large a picture")?;
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        pixels.encode_png().map_err(|error| error.to_string())
    }
}
