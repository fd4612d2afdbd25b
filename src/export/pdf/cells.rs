//! Names of header cells: a browser takes the numbers of its nodes, which differ from run to run.

use std::collections::{BTreeSet, HashMap};

use lopdf::{Document, Object};

/// Where a name of a cell may stand: its own, those that a cell is under, and in the tree of names.
const PLACES: [&[u8]; 4] = [b"ID", b"Headers", b"Names", b"Limits"];

/// Counts the header cells, so that one deck gives one file.
///
/// They keep their order, which the tree of names needs.
pub(super) fn rename(pdf: &mut Document) {
    let mut named = BTreeSet::new();
    for object in pdf.objects.values() {
        let Ok(tag) = object.as_dict() else { continue };
        if tag.has_type(b"StructElem")
            && let Ok(name) = tag.get(b"ID").and_then(Object::as_str)
        {
            named.insert(name.to_vec());
        }
    }
    let names: HashMap<Vec<u8>, Vec<u8>> = named
        .into_iter()
        .enumerate()
        .map(|(number, name)| (name, format!("cell{number:08}").into_bytes()))
        .collect();
    for object in pdf.objects.values_mut() {
        walk(object, false, &names);
    }
}

/// Renames what stands in an object; `is_place` when it is the value of one of [`PLACES`].
fn walk(object: &mut Object, is_place: bool, names: &HashMap<Vec<u8>, Vec<u8>>) {
    match object {
        Object::String(name, _) if is_place => {
            if let Some(new) = names.get(name) {
                name.clone_from(new);
            }
        }
        Object::Array(items) => {
            items.iter_mut().for_each(|item| walk(item, is_place, names));
        }
        Object::Dictionary(dict) => {
            for (key, value) in dict.iter_mut() {
                walk(value, PLACES.contains(&key.as_slice()), names);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    #[test]
    fn cells_are_counted_wherever_they_are_named() {
        let made = |numbers: [u32; 2]| {
            let mut pdf = Document::new();
            let [first, second] =
                numbers.map(|number| Object::string_literal(format!("node{number:08}")));
            pdf.add_object(dictionary! {
                "Type" => "StructElem", "S" => "TH", "ID" => second.clone(), "T" => second.clone()
            });
            pdf.add_object(dictionary! {
                "Type" => "StructElem", "S" => "TH", "ID" => first.clone()
            });
            let headers =
                vec![dictionary! { "O" => "Table", "Headers" => vec![second.clone()] }.into()];
            pdf.add_object(dictionary! { "Type" => "StructElem", "S" => "TD", "A" => headers });
            pdf.add_object(dictionary! { "Limits" => vec![first, second] });
            rename(&mut pdf);
            pdf.objects.values().map(|object| format!("{object:?}")).collect::<Vec<_>>().join("\n")
        };
        let shown = made([42, 43]);
        assert_eq!(shown.matches("cell00000000").count(), 2, "{shown}");
        assert_eq!(shown.matches("cell00000001").count(), 3, "{shown}");
        assert!(shown.contains("node00000043"), "a text is no name: {shown}");
        assert_eq!(shown.replace("node00000043", "node00000107"), made([99, 107]));
    }
}
