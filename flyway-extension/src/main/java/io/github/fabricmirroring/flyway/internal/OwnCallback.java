package io.github.fabricmirroring.flyway.internal;

import org.flywaydb.core.api.callback.Callback;

/** Tells callbacks of ours from others, though they be proxies. Not for users. */
public interface OwnCallback extends Callback {}
