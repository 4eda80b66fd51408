package io.github.fabricmirroring.internal.window;

import java.util.List;

/** Keeps what people would read, each line that is more than information with its level before it. */
public record RecordingReporter(List<String> said) implements Reporter {

    @Override
    public void info(String message) {
        said.add(message);
    }

    @Override
    public void warn(String message) {
        said.add("WARN " + message);
    }

    @Override
    public void error(String message) {
        said.add("ERROR " + message);
    }
}
