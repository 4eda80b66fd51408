package io.github.fabricmirroring.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeakMemoryTest {

    @Test
    void theHighWaterMarkIsReadAsBytes() {
        assertThat(PeakMemory.highWaterMark(
                        "Name:\tjava\nVmPeak:\t  900 kB\nVmHWM:\t  145000 kB\nVmRSS:\t  140000 kB\n"))
                .hasValue(145_000L * 1024);
    }

    @Test
    void aProcessThatHasJustEndedHasNone() {
        assertThat(PeakMemory.highWaterMark("Name:\tjava\nState:\tZ (zombie)\n"))
                .isEmpty();
    }
}
