/**
 * Fabric by its REST API: sign-in and the calls that stop and start mirroring. Imports {@code window} and {@code
 * settings} only. Internal: may change without notice.
 */
package io.github.fabricmirroring.internal.fabric;
