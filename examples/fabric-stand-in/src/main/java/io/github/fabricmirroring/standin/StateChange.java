package io.github.fabricmirroring.standin;

import java.time.Instant;

/**
 * Mirroring has been turned on or off.
 *
 * @param at from when on the database says so
 * @param on whether it is on now
 */
public record StateChange(Instant at, boolean on) {}
