// Everything a staff page needs.
import './page.js';
import './keys.js';
import './live.js';
