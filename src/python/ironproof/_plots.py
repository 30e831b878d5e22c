"""Figures drawn by matplotlib. Rust hands over the numbers, the axes with their titles, and the look of lines and areas;
nothing is computed here but where a label has room."""

from collections.abc import Sequence
from typing import Any, Callable, Optional

from ._ironproof import IronproofError

_HATCHES = {"none": None, "rising": "/////", "falling": "\\\\\\\\\\", "dots": "...."}
# Sizes on paper in points, as in the SVG.
_LEFT, _RIGHT, _GAP = 52.0, 8.0, 15.0
_FLAT, _UPRIGHT = 21.0, 64.0
_HEIGHTS = {
    "mechanism": (66.0, 66.0, 34.0),
    "hull": (92.0, 92.0),
    "weights": (96.0,),
    "split": (110.0,),
    "path": (130.0,),
    "map": (190.0,),
    "gains": (0.0,),
}
_OF_GROUPS = ("mechanism", "hull", "weights")
_BAR, _ROW = 16.0, 44.0


def _needed() -> Any:
    try:
        import matplotlib
        import matplotlib.figure
    except ImportError:
        text = "figures of matplotlib need matplotlib, which is not installed: pip install matplotlib"
        raise IronproofError(text) from None
    return matplotlib


def plot(kind: str, drawn: Any, cm: float, axes: Any = None, group: Optional[str] = None) -> Any:
    """The figure of matplotlib; with `axes`, that of the first of them."""
    matplotlib = _needed()
    groups = _chosen(kind, drawn, group)
    with matplotlib.rc_context({"text.usetex": False, "text.parse_math": False, "hatch.linewidth": 0.4}):
        if axes is None:
            return _sheet(kind, drawn, cm, groups)
        return _on_axes(kind, drawn, axes, groups)


def _chosen(kind: str, drawn: Any, group: Optional[str]) -> "list[int]":
    if kind not in _OF_GROUPS:
        if group is not None:
            raise IronproofError(f"group: a figure of the kind {kind!r} has all groups in one panel")
        return [0]
    labels = [of.label for of in drawn.data.groups]
    if group is None:
        return list(range(len(labels)))
    if group not in labels:
        raise IronproofError(f"group: no group {group!r}; there is {', '.join(labels)}")
    return [labels.index(group)]


def _on_axes(kind: str, drawn: Any, axes: Any, groups: "list[int]") -> Any:
    """Draws on axes that are there: row by row, a column for each group."""
    import numpy

    given = numpy.ravel(numpy.asarray(axes, dtype=object)).tolist()
    n_rows = len(_HEIGHTS[kind])
    if len(given) != n_rows * len(groups):
        rows = f"{n_rows} for each of {len(groups)} groups, row by row" if kind in _OF_GROUPS else "one panel"
        raise IronproofError(f"axes: expected {n_rows * len(groups)} ({rows}), not {len(given)}")
    for k, g in enumerate(groups):
        column = given[k :: len(groups)]
        panels = [_Panel(ax, ax.get_window_extent().width * 72 / ax.figure.dpi, drawn.look) for ax in column]
        _PAINT[kind](panels, drawn, g, k == 0)
        if kind in _OF_GROUPS:
            strip = _strip(_regions(kind, drawn, g), panels[0])
            panels[0].above(drawn.data.groups[g].label, strip + 4)
    if kind in ("hull", "weights"):
        handles = [panels[-1].ax.plot([], [], label=line.name, **_stroke(line))[0] for line in drawn.lines]
        given[0].legend(handles=handles, fontsize=drawn.look.small, frameon=False)
    if kind == "split":
        given[0].legend(handles=_patches(drawn), fontsize=drawn.look.small, frameon=False)
    return given[0].figure


def _sheet(kind: str, drawn: Any, cm: float, groups: "list[int]") -> Any:
    """A figure of its own, with a title, keys and remarks."""
    look, sheet = drawn.look, _Sheet(cm * 72 / 2.54, drawn.look)
    top = sheet.paragraph(drawn.title, 5.0, look.title, weight="bold") + 5
    if drawn.above is not None:
        top = sheet.paragraph(drawn.above, top - 3, look.label) + 5
    if kind in ("hull", "weights"):
        top = sheet.key([(line.name, line) for line in drawn.lines], top)
    if kind == "split":
        top = sheet.swatches(_taken(drawn), top)
    heights = _HEIGHTS[kind] if kind != "gains" else (_ROW * len(drawn.data.groups),)
    n_columns = min(drawn.n_columns, len(groups))
    left, right = {"gains": (8.0, 8.0), "path": (_LEFT, 56.0)}.get(kind, (_LEFT, _RIGHT))
    width = (sheet.width - left - right + _GAP) / n_columns - _GAP
    for row in (groups[k : k + n_columns] for k in range(0, len(groups), n_columns)):
        of = [_regions(kind, drawn, g) for g in row]
        if kind in _OF_GROUPS:
            strip = max(_strip(regions, _Panel(None, width, look)) for regions in of)
            for k, g in enumerate(row):
                place = (left + k * (width + _GAP), top + look.label)
                sheet.text(drawn.data.groups[g].label, *place, look.label, weight="bold")
            top += look.label + strip + 2
        elif kind == "path":
            top += look.small + 8
        for k, g in enumerate(row):
            at, panels = top, []
            for height in heights:
                ax = sheet.axes(left + k * (width + _GAP), at, width, height)
                panels.append(_Panel(ax, width, look))
                at += height + 8
            _PAINT[kind](panels, drawn, g, k == 0)
            if drawn.across is not None:
                panels[-1].ax.set_xlabel("")
        top += sum(heights) + 8 * (len(heights) - 1) + look.small + 6
        if drawn.across is not None:
            middle = left + (n_columns * (width + _GAP) - _GAP) / 2
            top += look.label * 1.2
            sheet.text(drawn.across.title, middle, top, look.label, ha="center")
            top += 4
    said = drawn.data.get("regimes") or drawn.data.get("structures") or []
    for regime in said:
        sheet.text(regime.name, 6, top + look.small * 1.25, look.small, weight="bold")
        top = sheet.paragraph(regime.said, top, look.small, left=20)
    if drawn.below is not None:
        top = sheet.paragraph(drawn.below, top, look.small, color=look.faint)
    return sheet.finish(top + 4)


class _Sheet:
    """A page that grows downward; places are points from its upper left corner."""

    def __init__(self, width: float, look: Any) -> None:
        self.width, self.look = width, look
        from ._paper import Paper

        self.figure = Paper(figsize=(width / 72, 1))
        self.figure.set_facecolor("white")
        self.later: "list[Callable[[float], None]]" = []

    def axes(self, left: float, top: float, width: float, height: float) -> Any:
        ax = self.figure.add_axes((0.0, 0.0, 1.0, 1.0), label=str(len(self.later)))

        def place(all_of_it: float) -> None:
            low = 1 - (top + height) / all_of_it
            ax.set_position((left / self.width, low, width / self.width, height / all_of_it))

        self.later.append(place)
        return ax

    def text(self, text: str, x: float, y: float, size: float, **how: Any) -> None:
        artist = self.figure.text(0, 0, text, fontsize=size, **{"color": self.look.ink, "va": "baseline", **how})
        self.later.append(lambda height: artist.set_position((x / self.width, 1 - y / height)))

    def paragraph(self, text: str, top: float, size: float, left: float = 6, **how: Any) -> float:
        for line in _wrapped(text, size, self.width - left - 6):
            top += size * 1.25
            self.text(line, left, top, size, **how)
        return top

    def key(self, entries: "list[tuple[str, Any]]", top: float) -> float:
        from matplotlib.lines import Line2D

        size = self.look.label
        x, y = 6.0, top + size
        for name, line in entries:
            wide = 20 + _width(name, size)
            if x > 6 and x + wide > self.width - 4:
                x, y = 6.0, y + size * 1.35
            artist = Line2D([0, 0], [0, 0], **_stroke(line))
            self.figure.add_artist(artist)

            def place(height: float, artist: Any = artist, x: float = x, y: float = y) -> None:
                ends = [x / self.width, (x + 16) / self.width]
                artist.set_data(ends, [1 - (y - size * 0.32) / height] * 2)

            self.later.append(place)
            self.text(name, x + 20, y, size)
            x += wide + 10
        return y + 6

    def swatches(self, entries: "list[tuple[str, Any]]", top: float) -> float:
        from matplotlib.patches import Rectangle

        size = self.look.label
        x, y = 6.0, top + size
        for name, fill in entries:
            wide = 16 + _width(name, size)
            if x > 6 and x + wide > self.width - 4:
                x, y = 6.0, y + size * 1.5
            artist = Rectangle((0, 0), 12 / self.width, 1, linewidth=0.5, **_area(fill, self.look))
            self.figure.add_artist(artist)

            def place(height: float, artist: Any = artist, x: float = x, y: float = y) -> None:
                artist.set_xy((x / self.width, 1 - (y + size * 0.22) / height))
                artist.set_height(size / height)

            self.later.append(place)
            self.text(name, x + 16, y, size)
            x += wide + 10
        return y + 12

    def finish(self, height: float) -> Any:
        self.figure.set_size_inches(self.width / 72, height / 72)
        for place in self.later:
            place(height)
        return self.figure


class _Panel:
    """Axes, and how wide they are on paper."""

    def __init__(self, ax: Any, width: float, look: Any) -> None:
        self.ax, self.width, self.look = ax, width, look

    def frame(self, across: Any, up: Any, *, is_first: bool, is_last: bool, grid: bool = True) -> None:
        """Scales, ticks and titles."""
        from matplotlib.ticker import FuncFormatter, MaxNLocator

        ax, look = self.ax, self.look
        if across.is_log:
            ax.set_xscale("log")
        else:
            ax.xaxis.set_major_locator(MaxNLocator(max(int(self.width / 38), 1), steps=[1, 2, 5, 10]))
        ax.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
        ax.xaxis.set_major_formatter(FuncFormatter(_tick))
        ax.yaxis.set_major_formatter(FuncFormatter(_tick))
        ax.set_xlim(across.low, across.high)
        ax.set_ylim(up.low, up.high)
        for side in ("top", "right"):
            ax.spines[side].set_visible(False)
        for side in ("left", "bottom"):
            ax.spines[side].set(linewidth=look.axis.width, color=look.axis.colour)
        ax.tick_params(axis="x", length=2.5, width=look.axis.width, labelsize=look.small, labelbottom=is_last, pad=2)
        ax.tick_params(axis="y", length=0, labelsize=look.small, labelleft=is_first, pad=3)
        if grid:
            ax.grid(axis="y", color=look.rule.colour, linewidth=look.rule.width)
            ax.set_axisbelow("line")
        if is_first:
            short = up.title if _width(up.title, look.label) < 2 * self.height() else up.title.split(" (")[0]
            title = "\n".join(_wrapped(short, look.label, self.height() + 12)[:2])
            ax.set_ylabel(title, fontsize=look.label, color=look.ink)
            ax.yaxis.set_label_coords(-28 / self.width, 0.5)
        if is_last:
            ax.set_xlabel(across.title, fontsize=look.label, color=look.ink)

    def height(self) -> float:
        """The height on paper, if it is known."""
        heights = {round(height) for heights in _HEIGHTS.values() for height in heights}
        own = round(self.ax.get_window_extent().height * 72 / self.ax.figure.dpi)
        return float(own if own > 30 else max(heights))

    def above(self, label: str, pad: float) -> None:
        """The name of the group above everything else."""
        self.ax.set_title(label, fontsize=self.look.label, fontweight="bold", loc="left", pad=pad)

    def beside(self, x: float, y: float, text: str, dx: float = 0, dy: float = 0, **how: Any) -> None:
        """A label on a light ground, so that no line crosses it."""
        ground = {"facecolor": "white", "alpha": 0.75, "linewidth": 0, "pad": 0.6}
        how = {"ha": "center", "va": "baseline", "annotation_clip": False, "bbox": ground, **how}
        size = {"fontsize": self.look.small, "color": self.look.ink}
        self.ax.annotate(text, (x, y), xytext=(dx, dy), textcoords="offset points", **{**size, **how})

    def shade(self, regions: "list[_Region]") -> None:
        for region in regions:
            area = {**_area(region.fill, self.look), "linewidth": 0}
            self.ax.axvspan(region.low, region.high, zorder=0.5, **area)
        for region in regions[1:]:
            self.ax.axvline(region.low, color=self.look.edge.colour, linewidth=0.4, zorder=1.6)

    def names(self, regions: "list[_Region]", low: float, high: float) -> None:
        """The names of regions above the panel: side by side, or upright where there is no room."""
        scale = self.width / (high - low)
        look = {"fontsize": self.look.small, "color": self.look.ink, "annotation_clip": False}
        wanted = [(region.middle - low) * scale for region in regions]
        places = _spread(wanted, [self.wide(region) for region in regions], (-4.0, self.width + 4))
        size = self.look.small
        if places is not None:
            for region, place, middle in zip(regions, places, wanted):
                for line, up in ((region.name, 6.0 + size * 1.15), (_percent(region.share), 6.0)):
                    at = {"xy": (place / self.width, 1), "xycoords": "axes fraction", "xytext": (0, up)}
                    self.ax.annotate(line, textcoords="offset points", ha="center", **at, **look)
                inside = (region.low - low) * scale <= place <= (region.high - low) * scale
                if not inside or (region.high - region.low) * scale < 4:
                    self.leader(middle, place, 4.5)
            return
        line = size * 1.15
        shown = sorted(range(len(regions)), key=lambda k: -regions[k].share)[: int((self.width + 8) / line)]
        shown.sort()
        upright = _spread([wanted[k] for k in shown], [line] * len(shown), (-4.0, self.width + 4)) or []
        for k, place in zip(shown, upright):
            text = f"{regions[k].name} {_percent(regions[k].share)}"
            at = {"xy": (place / self.width, 1), "xycoords": "axes fraction", "xytext": (0, 7)}
            self.ax.annotate(text, textcoords="offset points", ha="center", va="bottom", rotation=90, **at, **look)
            if abs(place - wanted[k]) > 0.5:
                self.leader(wanted[k], place, 5.5)

    def wide(self, region: "_Region") -> float:
        size = self.look.small
        return max(_width(region.name, size), _width(_percent(region.share), size)) + 5

    def leader(self, foot: float, head: float, up: float) -> None:
        """A line from a name to what it names, both in points from the left."""
        arrow = {"arrowstyle": "-", "linewidth": 0.4, "color": self.look.faint, "shrinkA": 0, "shrinkB": 0}
        at = {"xy": (foot / self.width, 1), "xycoords": "axes fraction", "xytext": (head - foot, up)}
        self.ax.annotate("", textcoords="offset points", arrowprops=arrow, annotation_clip=False, **at)


class _Region:
    """A named interval of the axis across."""

    def __init__(self, name: str, share: float, low: float, high: float, fill: Any) -> None:
        self.name, self.share, self.low, self.high, self.fill = name, share, low, high, fill

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def _regions(kind: str, drawn: Any, g: int) -> "list[_Region]":
    fills = {fill.name: fill for fill in drawn.fills}
    if kind == "hull":
        pools = drawn.data.groups[g].pools
        return [_Region("pool", high - low, low, high, fills["pool"]) for low, high in pools]
    if kind != "mechanism":
        return []
    segments = drawn.data.groups[g].segments
    regions = []
    for segment, following in zip(segments, [*segments[1:], None]):
        # Where nobody lives, a region goes on to the next one.
        high = segment.wtp[1] if following is None else max(following.wtp[0], segment.wtp[1])
        share = segment.share[1] - segment.share[0]
        # What is beyond the end of the axis is named at it.
        low, high = (min(x, drawn.across.high) for x in (segment.wtp[0], high))
        regions.append(_Region(segment.kind, share, low, high, fills[segment.kind]))
    return regions


def _strip(regions: "list[_Region]", panel: _Panel) -> float:
    """The room that the names need."""
    if not regions:
        return 4.0
    return _UPRIGHT if sum(map(panel.wide, regions)) > panel.width + 8 else _FLAT


def _mechanism(panels: "list[_Panel]", drawn: Any, g: int, is_first: bool) -> None:
    group, regions = drawn.data.groups[g], _regions("mechanism", drawn, g)
    for panel, up in zip(panels, drawn.up):
        panel.frame(drawn.across, up, is_first=is_first, is_last=panel is panels[-1])
    for panel in panels[:2]:
        panel.shade(regions)
    panels[0].names(regions, drawn.across.low, drawn.across.high)
    schedule = group.schedule
    ends = [
        point.wtp if after is not None and after.segment == point.segment else regions[point.segment].high
        for point, after in zip(schedule, [*schedule[1:], None])
    ]
    scale = panels[0].width / (drawn.across.high - drawn.across.low)
    terms = (("quality", "quality"), ("payment", "price"))
    for panel, line, up, (name, term) in zip(panels, drawn.lines, drawn.up, terms):
        panel.ax.plot(ends, [point[name] for point in schedule], zorder=2, **_stroke(line))
        for segment, region in zip(group.segments, regions):
            low, high = segment[term]
            if (region.high - region.low) * scale > 24 and abs(high - low) < 1e-6 * up.high and high > 0:
                part = (up.high - high) / (up.high - up.low)
                panel.beside(region.middle, high, _rounded(high), dy=-9 if part < 0.15 else 3)
    _people(panels[2], drawn.people[g], drawn)


def _people(panel: _Panel, shapes: Any, drawn: Any) -> None:
    """A density, and spikes where many have the same willingness to pay."""
    ax, look = panel.ax, drawn.look
    skyline: "list[tuple[float, float]]" = []
    for shape in shapes:
        xs, ys = [x for x, _ in shape.line], [y for _, y in shape.line]
        if xs[0] > drawn.across.high:
            continue
        if shape.is_spike:
            ax.plot(xs, ys, color=look.ink, linewidth=look.edge.width, zorder=2)
            ax.plot(xs[1:], ys[1:], color=look.ink, marker="o", markersize=2.6, linestyle="none", clip_on=False)
        else:
            ax.fill_between(xs, ys, color=look.ground, linewidth=0, zorder=1.6)
            if skyline and xs[0] - skyline[-1][0] > 1e-3 * (drawn.across.high - drawn.across.low):
                skyline += [(skyline[-1][0], 0.0), (xs[0], 0.0)]
            skyline += zip(xs, ys)
        if shape.has_number:
            # What is cut off, and what is no density, is said as a share.
            x, y = (xs[-1], ys[-1]) if shape.is_spike else ((xs[0] + xs[-1]) / 2, drawn.up[2].high)
            is_right = (drawn.across.high - x) * panel.width / (drawn.across.high - drawn.across.low) < 22
            top, dy = min(y, drawn.up[2].high), -7 if y >= drawn.up[2].high else -2
            side = "right" if is_right else "left"
            panel.beside(x, top, _percent(shape.share), dx=-3 if is_right else 3, dy=dy, ha=side)
    if skyline:
        line = [(skyline[0][0], 0.0), *skyline, (skyline[-1][0], 0.0)]
        ax.plot(*zip(*line), color=look.edge.colour, linewidth=look.edge.width, zorder=1.8)


def _hull(panels: "list[_Panel]", drawn: Any, g: int, is_first: bool) -> None:
    group, regions = drawn.data.groups[g], _regions("hull", drawn, g)
    raw, ironed = drawn.lines
    for panel, up in zip(panels, drawn.up):
        panel.frame(drawn.across, up, is_first=is_first, is_last=panel is panels[-1])
        panel.shade(regions)
    panels[0].names(regions, drawn.across.low, drawn.across.high)
    shares = [row.share for row in group.curves]
    psi, value = panels[0].ax, panels[1].ax
    psi.plot(shares, [row.psi for row in group.curves], zorder=2, **_stroke(raw))
    psi.plot(shares, [row.hull for row in group.curves], zorder=2.1, **_stroke(ironed))
    value.axhline(0, color=drawn.look.level.colour, linewidth=drawn.look.level.width, zorder=1.7)
    # V jumps between two pieces; Psi does not.
    pieces: "dict[int, list[Any]]" = {}
    for row in group.curves:
        pieces.setdefault(row.piece, []).append(row)
    for rows in pieces.values():
        known = [row for row in rows if row.virtual_value is not None]
        value.plot([row.share for row in known], [row.virtual_value for row in known], zorder=2, **_stroke(raw))
    known = [row for row in group.curves if row.ironed_value is not None]
    value.plot([row.share for row in known], [row.ironed_value for row in known], zorder=2.1, **_stroke(ironed))
    widest = max(group.curves, key=lambda row: row.hull - row.psi)
    height = drawn.up[0].high - drawn.up[0].low
    if (widest.hull - widest.psi) / height > 6 / _HEIGHTS["hull"][0]:
        x = min(max(widest.share, 0.1), 0.9)
        panels[0].beside(x, widest.hull, "hull", dy=3.5)
        low_down = (widest.psi - drawn.up[0].low) / height < 0.12
        panels[0].beside(x, widest.psi, "\u03a8", dy=3 if low_down else -8.5, dx=8 if low_down else 0)


def _weights(panels: "list[_Panel]", drawn: Any, g: int, is_first: bool) -> None:
    (panel,) = panels
    panel.frame(drawn.across, drawn.up[0], is_first=is_first, is_last=True)
    own, mean, revenue = drawn.lines
    panel.ax.axhline(drawn.data.alpha, zorder=1.9, **_stroke(revenue))
    pieces: "dict[int, list[Any]]" = {}
    for row in drawn.data.groups[g].curves:
        pieces.setdefault(row.piece, []).append(row)
    for rows in pieces.values():
        wtp = [row.wtp for row in rows]
        panel.ax.plot(wtp, [row.weight for row in rows], zorder=2, **_stroke(own))
        panel.ax.plot(wtp, [row.mean_weight_above for row in rows], zorder=2.1, **_stroke(mean))
        if len(rows) > 1 and wtp[0] == wtp[-1]:
            panel.ax.plot(wtp[:1], [rows[0].weight], color=own.colour, marker="o", markersize=2.6)


def _taken(drawn: Any) -> "list[tuple[str, Any]]":
    """The groups with what each gets of all objects; and what nobody gets."""
    objects = drawn.data.objects
    everything = sum(bar.mass for bar in objects)
    taken = [sum(bar.takers[g] for bar in objects) for g in range(len(drawn.fills))]
    entries = [(f"{fill.name} {_percent(part / everything)}", fill) for fill, part in zip(drawn.fills, taken)]
    left = everything - sum(taken)
    nobody = {"colour": "#ffffff", "hatch": "none"}
    return entries + ([(f"nobody {_percent(left / everything)}", nobody)] if left > 1e-9 * everything else [])


def _patches(drawn: Any) -> "list[Any]":
    from matplotlib.patches import Patch

    return [Patch(label=name, linewidth=0.5, **_area(fill, drawn.look)) for name, fill in _taken(drawn)]


def _split(panels: "list[_Panel]", drawn: Any, g: int, is_first: bool) -> None:
    (panel,) = panels
    ax, look = panel.ax, drawn.look
    panel.frame(drawn.across, drawn.up[0], is_first=True, is_last=True, grid=False)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], [_percent(part / 4) for part in range(5)])
    scale, ticks, end = panel.width / drawn.across.high, [], float("-inf")
    low = 0.0
    for bar in reversed(drawn.data.objects):
        is_level, below = bar.best <= bar.worst, 0.0
        for fill, taken in zip(drawn.fills, bar.takers):
            part = taken / bar.mass
            if part <= 0:
                continue
            line = 0.7 if is_level else 0
            ax.bar(low, part, bar.mass, below, align="edge", linewidth=line, **_area(fill, look))
            ax.plot([low, low + bar.mass], [below + part] * 2, color=look.edge.colour, linewidth=0.7)
            if is_level and part * 110 > 10 and bar.mass * scale > _width(_percent(part), look.small):
                panel.beside(low + bar.mass / 2, below + part / 2, _percent(part), va="center")
            below += part
        place = low + bar.mass / 2 if is_level else low
        text = _number(bar.best) if is_level else _rounded(bar.worst)
        half = _width(text, look.small) / 2 / scale
        if place - half > end:
            ticks.append((place, text))
            end = place + half + 3 / scale
        low += bar.mass
    first = drawn.data.objects[0] if drawn.data.objects else None
    if first is not None and first.best > first.worst:
        ticks.append((low, _rounded(first.best)))
    ax.set_xticks([at for at, _ in ticks], [text for _, text in ticks])


def _path(panels: "list[_Panel]", drawn: Any, g: int, is_first: bool) -> None:
    (panel,) = panels
    along, ax, look = drawn.data, panel.ax, drawn.look
    panel.frame(drawn.across, drawn.up[0], is_first=True, is_last=True)
    at = [point.at for point in along.points]

    def part(x: float) -> float:
        if not drawn.across.is_log:
            return (x - drawn.across.low) / (drawn.across.high - drawn.across.low) * panel.width
        import math

        return math.log(x / drawn.across.low) / math.log(drawn.across.high / drawn.across.low) * panel.width

    middles = [(part(regime["from"]) + part(regime.to)) / 2 for regime in along.regimes]
    widths = [_width(regime.name, look.small) + 3 for regime in along.regimes]
    places = _spread(middles, widths, (-4.0, panel.width + 4)) or middles
    for k, (regime, place) in enumerate(zip(along.regimes, places)):
        if k % 2 == 1:
            ax.axvspan(regime["from"], regime.to, color=drawn.fills[0].colour, linewidth=0, zorder=0.5)
        if k > 0:
            ax.axvline(regime["from"], color=look.edge.colour, linewidth=0.4, zorder=1.6)
        name = {"xy": (place / panel.width, 1), "xycoords": "axes fraction", "xytext": (0, 5)}
        style = {"fontsize": look.small, "fontweight": "bold", "color": look.ink, "ha": "center"}
        ax.annotate(regime.name, textcoords="offset points", annotation_clip=False, **name, **style)
        if abs(place - middles[k]) > 1:
            panel.leader(middles[k], place, 4)
    if drawn.across.low <= along.present <= drawn.across.high:
        ax.axvline(along.present, color=look.level.colour, linewidth=look.level.width, linestyle=(0, (3, 3)), zorder=1.7)
    ends = []
    for line, key in zip(drawn.lines, ("value", "revenue", "utility")):
        sums = [point[key] for point in along.points]
        ax.plot(at, sums, zorder=2, **_stroke(line))
        ends.append((sums[-1], line))
    ends.sort(key=lambda end: end[0])
    height = _HEIGHTS["path"][0]
    up = [(y - drawn.up[0].low) / (drawn.up[0].high - drawn.up[0].low) * height for y, _ in ends]
    spots = _spread(up, [look.label * 1.2] * len(ends), (-4.0, height + 4)) or up
    for (_, line), y, spot in zip(ends, up, spots):
        arrow = {"arrowstyle": "-", "linewidth": 0.4, "color": look.faint, "shrinkA": 0, "shrinkB": 0}
        ax.annotate(
            line.name,
            (1, y / height),
            xycoords="axes fraction",
            xytext=(8, spot - y),
            textcoords="offset points",
            fontsize=look.label,
            color=line.colour,
            va="center",
            arrowprops=arrow,
            annotation_clip=False,
        )


def _map(panels: "list[_Panel]", drawn: Any, g: int, is_first: bool) -> None:
    from matplotlib.patches import Rectangle

    (panel,) = panels
    found, ax, look = drawn.data, panel.ax, drawn.look
    panel.frame(drawn.across, drawn.up[0], is_first=True, is_last=True, grid=False)
    edge = {"color": look.edge.colour, "linewidth": 0.5, "zorder": 1.2}

    def ends(span: Any) -> "tuple[float, float]":
        return sum(span["from"]) / 2, sum(span.to) / 2

    widest: "dict[int, tuple[float, float, float]]" = {}
    for band in found.rows:
        low, high = band.range
        for span in band.spans:
            left, right = ends(span)
            area = {**_area(drawn.fills[span.structure], look), "linewidth": 0}
            ax.add_patch(Rectangle((left, low), right - left, high - low, zorder=1, **area))
            best = widest.get(span.structure)
            if best is None or right - left > best[0]:
                widest[span.structure] = (right - left, (left + right) / 2, band.at)
        for span in band.spans[1:]:
            ax.plot([ends(span)[0]] * 2, [low, high], **edge)
    for below, above in zip(found.rows, found.rows[1:]):
        for first in below.spans:
            for second in above.spans:
                left, right = max(ends(first)[0], ends(second)[0]), min(ends(first)[1], ends(second)[1])
                if first.structure != second.structure and left < right:
                    ax.plot([left, right], [below.range[1]] * 2, **edge)
    for structure, (_, x, y) in widest.items():
        style = {"fontsize": look.small, "fontweight": "bold", "color": look.ink}
        ax.text(x, y, found.structures[structure].name, ha="center", va="center", zorder=3, **style)
    x, y = found.present
    (x_low, x_high), (y_low, y_high) = found.ranges
    if x_low <= x <= x_high and y_low <= y <= y_high:
        level = {"color": look.level.colour, "linewidth": look.level.width, "linestyle": (0, (3, 3)), "zorder": 1.5}
        ax.axvline(x, **level)
        ax.axhline(y, **level)
        ax.plot([x], [y], color=look.ink, marker="o", markersize=3, zorder=2)


def _gains(panels: "list[_Panel]", drawn: Any, g: int, is_first: bool) -> None:
    (panel,) = panels
    ax, look, groups = panel.ax, drawn.look, drawn.data.groups
    ax.set_xlim(0, 1)
    ax.set_ylim(_ROW * len(groups), 0)
    ax.set_axis_off()
    fills = iter(drawn.fills)
    for k, group in enumerate(groups):
        top = k * _ROW + look.label + 8
        ax.text(0, top - 3, group.label, fontsize=look.label, fontweight="bold", color=look.ink)
        end = float("-inf")
        for number, part in enumerate(group.parts):
            fill, (low, high) = next(fills), part.share
            area = {"linewidth": 0.7, **_area(fill, look)}
            ax.barh(top, high - low, _BAR, low, align="edge", clip_on=False, **area)
            room = (high - low) * panel.width - 4
            texts = [f"{fill.name} {_percent(high - low)}", fill.name]
            text = next((text for text in texts if _width(text, look.small) < room), None)
            if text is not None:
                panel.beside((low + high) / 2, top + _BAR / 2, text, va="center")
            at, half = _rounded(part.wtp_from), _width(_rounded(part.wtp_from), look.small) / 2 / panel.width
            if number > 0 and low - half > end:
                below = top + _BAR
                ax.plot([low, low], [below, below + 2.5], color=look.faint, linewidth=0.4)
                ax.text(low, below + 3.5, at, fontsize=look.small, color=look.ink, ha="center", va="top")
                end = low + half + 3 / panel.width


_PAINT: "dict[str, Callable[[list[_Panel], Any, int, bool], None]]" = {
    "mechanism": _mechanism,
    "hull": _hull,
    "weights": _weights,
    "split": _split,
    "path": _path,
    "map": _map,
    "gains": _gains,
}


def _stroke(line: Any) -> "dict[str, Any]":
    """Lengths of dashes are points there, and widths of the line here."""
    dashes = [float(length) / line.width for length in line.dashes.split()]
    return {"color": line.colour, "linewidth": line.width, "linestyle": (0, dashes) if dashes else "-"}


def _area(fill: Any, look: Any) -> "dict[str, Any]":
    return {"facecolor": fill["colour"], "hatch": _HATCHES[fill["hatch"]], "edgecolor": look.hatch}


def _width(text: str, size: float) -> float:
    """The width of a text in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    return float(text_to_path.get_text_width_height_descent(text, FontProperties(size=size), False)[0])


def _wrapped(text: str, size: float, width: float) -> "list[str]":
    lines: "list[str]" = []
    for word in text.split():
        if lines and _width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _spread(wanted: Sequence, widths: Sequence, room: "tuple[float, float]") -> "Optional[list[float]]":
    """The middles of labels that want to be there, without one over another; `None` if there is no room.

    >>> _spread([1.0, 2.0, 99.0], [20.0, 20.0, 20.0], (0.0, 100.0))
    [10.0, 30.0, 90.0]
    >>> _spread([0.0, 0.0], [60.0, 60.0], (0.0, 100.0)) is None
    True
    """
    low, high = room
    if sum(widths) > high - low:
        return None
    places: "list[float]" = []
    for middle, width in zip(wanted, widths):
        places.append(max(middle, low + width / 2))
        low = places[-1] + width / 2
    for k in reversed(range(len(places))):
        places[k] = min(places[k], high - widths[k] / 2)
        high = places[k] - widths[k] / 2
    return places


def _number(x: float) -> str:
    """A number at a tick.

    >>> _number(0.5), _number(-12345.0), _number(-0.0), _number(2.5e9)
    ('0.5', '\u221212 345', '0', '2.5e+09')
    """
    if x != 0 and not 1e-4 <= abs(x) < 1e7:
        return f"{x:.3g}"
    text = f"{abs(x):,.6f}".rstrip("0").rstrip(".")
    text = text.replace(",", " " if abs(x) >= 10**4 else "")
    return f"\u2212{text}" if x < 0 and text != "0" else text


def _tick(x: float, _: object) -> str:
    return _number(x)


def _rounded(x: float) -> str:
    """Three significant digits.

    >>> _rounded(137.507), _rounded(0.322598), _rounded(0.0)
    ('138', '0.323', '0')
    """
    return _number(float(f"{x:.3g}"))


def _percent(share: float) -> str:
    """A share in percent, with a decimal below ten. `0%` and `100%` are none and all.

    >>> [_percent(share) for share in (0.0, 0.0001, 0.032, 0.46, 0.997, 0.9999, 1.0)]
    ['0%', '<0.1%', '3.2%', '46%', '99.7%', '>99.9%', '100%']
    """
    if 0.995 <= share < 1 - 1e-11:
        return ">99.9%" if share >= 0.9995 else f"{100 * share:.1f}%"
    if share == 0 or share >= 0.0995:
        return f"{100 * share:.0f}%"
    return "<0.1%" if share < 0.0005 else f"{100 * share:.1f}%"
