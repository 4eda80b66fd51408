/**
 * What a person can set: names, parsing, defaults, and the item that settings name. Imports no other package of ours.
 * Internal: may change without notice.
 */
package io.github.fabricmirroring.internal.settings;
