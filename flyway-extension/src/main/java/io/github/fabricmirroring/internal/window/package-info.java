/**
 * The time for which one process keeps mirroring off, and the ports through which it meets Fabric and the database.
 * Imports {@code settings} only, and knows no HTTP, no JDBC and no tool that migrates. Internal: may change without
 * notice.
 */
package io.github.fabricmirroring.internal.window;
