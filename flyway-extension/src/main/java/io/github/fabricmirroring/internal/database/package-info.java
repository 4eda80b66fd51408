/**
 * The connection of a window by JDBC: locks, notes, state. Imports {@code window} and {@code settings} only. Internal:
 * may change without notice.
 */
package io.github.fabricmirroring.internal.database;
