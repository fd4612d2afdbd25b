//! The converter's MathML as a tree.

/// An element of MathML.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element<'m> {
    /// Its name; none for the whole.
    pub name: &'m str,
    /// Its attributes as written.
    pub attributes: &'m str,
    /// Its text; empty when it has children.
    pub text: &'m str,
    pub children: Vec<Element<'m>>,
}

impl<'m> Element<'m> {
    /// Reads what the converter wrote: well-formed, without comments and empty text.
    pub(super) fn read(mathml: &'m str) -> Self {
        // The elements that are open, the whole first.
        let mut open = vec![Element::default()];
        let mut rest = mathml;
        while let Some((text, after)) = rest.split_once('<') {
            let Some((tag, behind)) = after.split_once('>') else { break };
            if let Some(last) = open.last_mut().filter(|last| last.children.is_empty()) {
                last.text = text;
            }
            rest = behind;
            if tag.starts_with('/') {
                Self::close(&mut open);
                continue;
            }
            let is_empty = tag.ends_with('/');
            let tag = tag.trim_end_matches('/');
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            open.push(Element { name, attributes, ..Element::default() });
            if is_empty {
                Self::close(&mut open);
            }
        }
        while open.len() > 1 {
            Self::close(&mut open);
        }
        open.pop().unwrap_or_default()
    }

    fn close(open: &mut Vec<Self>) {
        if open.len() > 1
            && let Some(closed) = open.pop()
            && let Some(above) = open.last_mut()
        {
            above.text = "";
            above.children.push(closed);
        }
    }

    /// Writes what is in an element. Lines above and below, and strokes through, become classes:
    /// no browser stretches a `_`, and MathML Core has no `menclose`.
    pub(super) fn write_inner(&self, out: &mut String) {
        out.push_str(self.text);
        for child in &self.children {
            let is_line = child.children.get(1).is_some_and(|line| line.text == "_");
            match child.name {
                "mover" if is_line => child.children[0].write_in("wd-over", out),
                "munder" if is_line => child.children[0].write_in("wd-under", out),
                "menclose" => child.write_in("wd-struck", out),
                // A stroke.
                "mrow" if child.attributes.starts_with("class=\"menclose-") => {}
                name => {
                    let blank = if child.attributes.is_empty() { "" } else { " " };
                    out.push_str(&format!("<{name}{blank}{}>", child.attributes));
                    child.write_inner(out);
                    out.push_str(&format!("</{name}>"));
                }
            }
        }
    }

    fn write_in(&self, class: &str, out: &mut String) {
        out.push_str(&format!("<mrow class=\"{class}\">"));
        if self.children.is_empty() {
            out.push_str(&format!("<{0}>{1}</{0}>", self.name, self.text));
        } else {
            self.write_inner(out);
        }
        out.push_str("</mrow>");
    }

    /// The text of an element and all below it.
    pub(super) fn all_text(&self) -> String {
        let mut out = String::new();
        let mut open = vec![self];
        while let Some(element) = open.pop() {
            out.push_str(element.text);
            open.extend(element.children.iter().rev());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_hold_elements_or_text() {
        let whole =
            Element::read("<mfrac a=\"b\"><mi>x</mi><mrow><mspace/><mn>2</mn></mrow></mfrac>");
        let [fraction] = whole.children.as_slice() else { panic!("{whole:?}") };
        assert_eq!((fraction.name, fraction.attributes), ("mfrac", "a=\"b\""));
        assert_eq!(fraction.children[0].text, "x");
        assert_eq!(fraction.children[1].children.len(), 2);
        assert_eq!(fraction.all_text(), "x2");
    }

    #[test]
    fn anything_else_is_read_without_a_panic() {
        for text in ["", "<", "<a", "</a>", "<a></b></c>", "<a/></a>", "x", "<<>>"] {
            Element::read(text);
        }
    }
}
