//! What a template finds around it: the data, the built-in layout, fonts, and what lies beside it.

use super::{PdfError, Template};
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};

/// What every template may name: the document as data, and the built-in layout.
const DATA: &str = "data.json";
const STANDARD: &str = "standard.typ";

/// The built-in template.
const BUILT_IN: &str = "document.typ";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    // Header cells of rows are among what typst calls extras.
    LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build())
});

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let faces: [&'static [u8]; 4] = [
        include_bytes!("../../../data/fonts/LiberationSans-Regular.ttf"),
        include_bytes!("../../../data/fonts/LiberationSans-Bold.ttf"),
        include_bytes!("../../../data/fonts/LiberationSans-Italic.ttf"),
        include_bytes!("../../../data/fonts/LiberationSans-BoldItalic.ttf"),
    ];
    faces.into_iter().flat_map(|face| Font::iter(Bytes::new(face))).collect()
});

pub struct PrintWorld<'a> {
    template: Option<&'a Template<'a>>,
    main: Source,
    standard: Source,
    data: (FileId, Bytes),
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
}

impl<'a> PrintWorld<'a> {
    /// Returns the world of a template, with no data in it yet.
    pub fn new(template: Option<&'a Template<'a>>) -> Result<Self, PdfError> {
        let (name, text) = match template {
            Some(template) => (template.name, template.text),
            None => (BUILT_IN, include_str!("../../../data/pdf/document.typ")),
        };
        let given = template.iter().flat_map(|template| &template.fonts);
        let given = given.flat_map(|bytes| Font::iter(Bytes::new(bytes.clone())));
        let fonts: Vec<Font> = FONTS.iter().cloned().chain(given).collect();
        Ok(PrintWorld {
            template,
            main: Source::new(file_id(name)?, text.to_string()),
            standard: Source::new(file_id(STANDARD)?, include_str!("../../../data/pdf/standard.typ").to_string()),
            data: (file_id(DATA)?, Bytes::from_string("")),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        })
    }

    /// Returns the same world with the document in it.
    pub fn with_data(mut self, data: String) -> Self {
        self.data.1 = Bytes::from_string(data);
        self
    }

    pub fn fonts(&self) -> &[Font] {
        &self.fonts
    }

    pub fn main_id(&self) -> FileId {
        self.main.id()
    }

    /// Returns `house.typ:12:3` for a place in a file.
    pub fn place(&self, span: DiagSpan) -> Option<String> {
        let id = span.id()?;
        let name = id.vpath().get_without_slash();
        let source = self.source(id).ok()?;
        let (line, column) = source.lines().byte_to_line_column(self.range(span)?.start)?;
        Some(format!("{name}:{}:{}", line + 1, column + 1))
    }
}

/// Returns the id of a file in the world. Typst keeps each name for ever, so there are few and always the same.
fn file_id(name: &str) -> Result<FileId, PdfError> {
    let path = VirtualPath::new(name);
    let path = path.map_err(|error| PdfError { place: None, what: error.to_string(), hint: None })?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for PrintWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if let Some(source) = [&self.main, &self.standard].into_iter().find(|source| source.id() == id) {
            return Ok(source.clone());
        }
        let text = self.file(id)?.to_str()?;
        Ok(Source::new(id, text.to_string()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 {
            return Ok(self.data.1.clone());
        }
        if let Some(source) = [&self.main, &self.standard].into_iter().find(|source| source.id() == id) {
            return Ok(Bytes::from_string(source.text().to_string()));
        }
        let name = id.vpath().get_without_slash();
        let is_own = matches!(id.root(), VirtualRoot::Project);
        let found = self.template.filter(|_| is_own).and_then(|template| (template.read)(name));
        found.map(Bytes::new).ok_or_else(|| FileError::NotFound(name.into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// A document says its own dates.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
