package io.github.fabricmirroring.benchmark;

/**
 * What something takes without the extension and with it.
 *
 * @param ratio with it to without it, of each pair
 * @param noise without it to without it the time before: 1, were it not for noise
 */
record Comparison(Sample without, Sample with, Sample ratio, Sample noise) {}
