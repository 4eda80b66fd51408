/**
 * What Flyway's events mean for a window: for users, {@link io.github.fabricmirroring.flyway.MirroringCallback} and
 * {@link io.github.fabricmirroring.flyway.RequiresMirroringOff}. Imports every package but {@code spring}.
 */
package io.github.fabricmirroring.flyway;
