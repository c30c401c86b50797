/** A fan, as small as a browser's tab. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#182033"/><path d="M5 17 27 5v24z" fill="#8d9bff" opacity=".35"/><path d="M5 17 27 11v12z" fill="#8d9bff" opacity=".55"/><path d="M5 17h22" stroke="#fff" stroke-width="2.5" stroke-linecap="round"/></svg>`;
