"""A bar for each client, as an SVG without scripts, fonts or addresses of others."""

from __future__ import annotations

from xml.sax.saxutils import escape

ROW, LEFT, WIDTH = 24, 250, 720
TITLE = "CPU time to read policies, pages of 100, socket + msgspec = 1"


def chart(values: dict[str, float]) -> str:
    """Multiples of the floor, the shortest bar first."""
    rows = sorted(values.items(), key=lambda item: item[1])
    scale = (WIDTH - LEFT - 60) / rows[-1][1]
    height = ROW * len(rows) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" role="img"',
        'font-family="sans-serif" font-size="13">',
        f"<title>{TITLE}</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for number, (label, value) in enumerate(rows):
        top, end = ROW * number + 10, LEFT + round(value * scale)
        colour = "#0b6e4f" if label.startswith("brolly") else "#9aa5b1"
        box = f'x="{LEFT}" y="{top}" width="{end - LEFT}" height="{ROW - 7}"'
        parts += [
            f'<text x="{LEFT - 10}" y="{top + 13}" text-anchor="end">{escape(label)}</text>',
            f'<rect {box} fill="{colour}"/>',
            f'<text x="{end + 6}" y="{top + 13}">{value:.1f}</text>',
        ]
    parts += [f'<text x="{LEFT}" y="{height - 10}" fill="#52606d">{TITLE}</text>', "</svg>"]
    return "\n".join(parts) + "\n"
