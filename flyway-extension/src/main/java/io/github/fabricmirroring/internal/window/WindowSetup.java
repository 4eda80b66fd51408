package io.github.fabricmirroring.internal.window;

import io.github.fabricmirroring.internal.settings.MirroringSettings;
import java.util.function.Supplier;

/**
 * What a window works with.
 *
 * @param api makes the client, and with it whatever signs in, when mirroring is first to be stopped or started
 * @param database is connected to when the window opens, not before
 */
public record WindowSetup(
        MirroringSettings settings,
        Supplier<MirroringApi> api,
        WindowDatabase database,
        Reporter reporter,
        Host host) {}
