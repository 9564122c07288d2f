// Numbers as people read them: binary units with one decimal, as the server writes them too.
const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

export function bytes(value) {
    let unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
        value /= 1024;
        unit++;
    }
    return unit === 0 ? `${Math.round(value)} B` : `${value.toFixed(1)} ${units[unit]}`;
}

export function percent(value) {
    return `${value < 100 ? value.toFixed(1) : Math.round(value)} %`;
}

/** For axes, where a trailing ".0" is noise. */
export function short(format) {
    return (value) => format(value).replace(".0 ", " ");
}
