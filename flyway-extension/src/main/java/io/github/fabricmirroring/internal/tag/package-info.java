/**
 * The header of a script, and what T-SQL mirroring forbids. Imports no other package of ours. Internal: may change
 * without notice.
 */
package io.github.fabricmirroring.internal.tag;
