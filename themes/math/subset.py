#!/usr/bin/env python3
"""Cuts the fonts of formulas out of Noto Sans Math.

    npm pack @fontsource/noto-sans-math@5.3.0 && tar xzf fontsource-noto-sans-math-5.3.0.tgz
    pip install fonttools==4.68.0 brotli
    python3 subset.py package/files/noto-sans-math-latin-400-normal.woff2

No Rust crate keeps the MATH table, without which no bracket stretches; so the cut fonts stand in the repository.
"""
import subprocess
import sys


def span(first, last):
    return set(range(first, last + 1))


# Letters: italic (single letters are mapped to these by browsers) and upright, Latin and Greek.
PLAIN = span(0x20, 0x7E) | span(0x391, 0x3C9) | {0x3D5, 0x3F5} | span(0x1D434, 0x1D467) | {0x210E} | span(0x1D6E2, 0x1D71B)
BOLD = span(0x1D400, 0x1D433)
# ℂ ℍ ℕ ℙ ℚ ℝ ℤ ℬ ℰ ℱ ℋ ℐ ℒ ℳ ℛ ℓ ℏ, and the others of their alphabets.
BLACKBOARD = span(0x1D538, 0x1D551) | {ord(c) for c in "ℂℍℕℙℚℝℤ"}
SCRIPT = span(0x1D49C, 0x1D4B5) | {ord(c) for c in "ℬℰℱℋℐℒℳℛ"}
SIGNS = {
    ord(c)
    for c in "±×÷·∂∇∑∏∐∫∬∮√∞∈∉∋⊂⊃⊆⊇∪∩∖∀∃∄∅¬∧∨⊕⊗⊥⊤⊢≤≥≪≫≠≈≅≡∼≃∝≺≻→←↑↓↔↦⇒⇐⇔⟶⟵⟹⟸⟺↪−∓∗∘∙⋅…⋯⋮⋱′″‴ℓℏℜℑℵ∣∤∥∦⟨⟩⌊⌋⌈⌉‖⎰⎱"
    "⏞⏟⏜⏝¯ˆ˜˙¨‾°†‡§¶•◦○●□■△▽▲▼◇◆★✓✗←↩↗↘–—‘’“”€£«»\u00a0\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u030c\u0332\u0338\u20d7"
}
CORE = PLAIN | BOLD | BLACKBOARD | SCRIPT | SIGNS
# All that Noto Sans Math has of mathematics.
WHOLE = CORE | span(0xA0, 0x17F) | span(0x2C6, 0x2DD) | span(0x300, 0x3FF) | span(0x2000, 0x20FF) | span(0x2100, 0x23FF)
WHOLE |= span(0x25A0, 0x27FF) | span(0x2900, 0x2BFF) | span(0x1D400, 0x1D7FF)

for name, characters in [("noto-sans-math", WHOLE), ("noto-sans-math-core", CORE)]:
    unicodes = ",".join(f"{c:x}" for c in sorted(characters))
    subprocess.run(
        ["pyftsubset", sys.argv[1], f"--unicodes={unicodes}", "--layout-features=*", "--flavor=woff2", f"--output-file={name}.woff2"],
        check=True,
    )
