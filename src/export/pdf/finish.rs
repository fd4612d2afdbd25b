//! What browsers leave out of a PDF: metadata that readers ask, what links are called, what the
//! tags mean, and the bodies of items.

use lopdf::{
    Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary,
};
use serde_json::Value;

use super::{artifacts, cells};
use crate::html::escape;

/// What is said about a document.
pub(super) struct About<'a> {
    pub(super) title: &'a str,
    pub(super) lang: &'a str,
    /// What links are called, by address.
    pub(super) links: &'a Value,
    /// The address of the folder that the deck was printed in, which nobody else has.
    pub(super) folder: &'a str,
}

/// Tags of browsers, and what they are in a PDF.
const ROLES: [(&str, &str); 2] = [("Strong", "Span"), ("Em", "Span")];

/// Finishes a browser's PDF.
pub(super) fn finish(printed: &[u8], about: &About<'_>) -> lopdf::Result<Vec<u8>> {
    let mut pdf = Document::load_mem(printed)?;
    describe(&mut pdf, about)?;
    name_roles(&mut pdf)?;
    name_links(&mut pdf, about);
    give_bodies(&mut pdf)?;
    cells::rename(&mut pdf);
    artifacts::mark(&mut pdf)?;
    let mut out = Vec::with_capacity(printed.len());
    pdf.version = "1.7".into();
    pdf.save_with_options(
        &mut out,
        SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build(),
    )?;
    Ok(out)
}

/// Says the title, the language, and that the file keeps to PDF/UA; nothing says when it was made,
/// so that one document gives one file.
fn describe(pdf: &mut Document, about: &About<'_>) -> lopdf::Result<()> {
    let producer = concat!("whydeck ", env!("CARGO_PKG_VERSION"));
    let info = dictionary! {
        "Title" => text(about.title),
        "Creator" => text(producer),
        "Producer" => text(producer),
    };
    let info = pdf.add_object(info);
    if let Ok(old) = pdf.trailer.get(b"Info").and_then(Object::as_reference) {
        pdf.objects.remove(&old);
    }
    pdf.trailer.set("Info", info);
    pdf.trailer.remove(b"ID");
    let xmp = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\n\
         <dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>\n\
         <pdf:Producer>{producer}</pdf:Producer>\n\
         <xmp:CreatorTool>{producer}</xmp:CreatorTool>\n\
         <pdfuaid:part>1</pdfuaid:part>\n\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>",
        escape(about.title),
        escape(about.lang),
    );
    // Readers look for it in the bytes: it is not packed.
    let stream = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp.into())
        .with_compression(false);
    let metadata = pdf.add_object(stream);
    let catalog = pdf.catalog_mut()?;
    catalog.set("Metadata", metadata);
    catalog.set("Lang", text(about.lang));
    Ok(())
}

/// A text that people read.
fn text(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.into(), StringFormat::Literal);
    }
    let units = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes);
    Object::String(units.collect(), StringFormat::Hexadecimal)
}

fn name_roles(pdf: &mut Document) -> lopdf::Result<()> {
    let root = pdf.catalog()?.get(b"StructTreeRoot")?.as_reference()?;
    let root = pdf.get_dictionary_mut(root)?;
    let mut roles = root.get(b"RoleMap").and_then(Object::as_dict).cloned().unwrap_or_default();
    for (tag, role) in ROLES {
        roles.set(tag, role);
    }
    root.set("RoleMap", roles);
    Ok(())
}

/// Says what each link is, and takes out where the deck lay when it was printed.
fn name_links(pdf: &mut Document, about: &About<'_>) {
    for object in pdf.objects.values_mut() {
        let Ok(link) = object.as_dict_mut() else { continue };
        if !is_named(link, b"Subtype", b"Link") {
            continue;
        }
        let mut address = String::new();
        if let Ok(uri) = link
            .get_mut(b"A")
            .and_then(Object::as_dict_mut)
            .and_then(|action| action.get_mut(b"URI"))
            && let Ok(written) = uri.as_str_mut()
        {
            address = String::from_utf8_lossy(written).into_owned();
            if let Some(inside) = address.strip_prefix(about.folder) {
                *written = inside.trim_start_matches('/').into();
            }
        }
        let called = about.links[&address].as_str().unwrap_or(&address);
        let called = if called.is_empty() { "to a slide of this deck" } else { called };
        link.set("Contents", text(called));
    }
}

fn is_named(dict: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dict.get(key).and_then(Object::as_name).is_ok_and(|found| found == name)
}

/// Items hold their content themselves in a browser's tags. Each becomes the body of a new item, so
/// that what points to it stays right.
fn give_bodies(pdf: &mut Document) -> lopdf::Result<()> {
    let items: Vec<ObjectId> = pdf
        .objects
        .iter()
        .filter(|(_, object)| object.as_dict().is_ok_and(|tag| is_named(tag, b"S", b"LI")))
        .map(|(id, _)| *id)
        .collect();
    for body in items {
        let tag = pdf.get_dictionary(body)?;
        let parent = tag.get(b"P")?.as_reference()?;
        let (labels, rest): (Vec<Object>, Vec<Object>) =
            kids(tag).into_iter().partition(|kid| is_label(pdf, kid));
        let item = pdf.new_object_id();
        for label in &labels {
            pdf.get_dictionary_mut(label.as_reference()?)?.set("P", item);
        }
        let tag = pdf.get_dictionary_mut(body)?;
        tag.set("S", "LBody");
        tag.set("P", item);
        tag.set("K", rest);
        let inner: Vec<Object> = labels.into_iter().chain([body.into()]).collect();
        let new = dictionary! { "Type" => "StructElem", "S" => "LI", "P" => parent, "K" => inner };
        pdf.objects.insert(item, new.into());
        let above = pdf.get_dictionary_mut(parent)?;
        let mut beside = kids(above);
        for kid in &mut beside {
            if kid.as_reference().is_ok_and(|id| id == body) {
                *kid = item.into();
            }
        }
        above.set("K", beside);
    }
    Ok(())
}

/// What a tag holds, as a list.
fn kids(tag: &Dictionary) -> Vec<Object> {
    match tag.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    }
}

fn is_label(pdf: &Document, kid: &Object) -> bool {
    let tag = kid.as_reference().and_then(|id| pdf.get_dictionary(id));
    tag.is_ok_and(|tag| is_named(tag, b"S", b"Lbl"))
}
