// Shows how hard a new password is to guess, as it is typed. The server has the last word.
const words = ["At least 12 characters. Several words are easier to remember and harder to guess.", "Too short: at least 12 characters", "Long enough", "Good", "Very good"];

/** 1 too short … 4 very good, by length and variety; a repeated letter counts little. */
export function level(password) {
    if (!password) return 0;
    if ([...password].length < 12) return 1;
    const weight = [...password].length + new Set(password).size;
    return weight < 22 ? 2 : weight < 32 ? 3 : 4;
}

export function attach(form) {
    const meter = form.querySelector("[data-strength]");
    const text = form.querySelector("[data-strength-text]");
    form.elements.password.addEventListener("input", (event) => {
        const strength = level(event.target.value);
        meter.dataset.level = strength;
        text.textContent = words[strength];
    });
}
