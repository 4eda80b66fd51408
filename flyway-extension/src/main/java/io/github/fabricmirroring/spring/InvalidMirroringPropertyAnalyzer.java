package io.github.fabricmirroring.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports in Spring Boot's way, in place of a stack trace, why the application did not start. */
final class InvalidMirroringPropertyAnalyzer extends AbstractFailureAnalyzer<InvalidMirroringPropertyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidMirroringPropertyException cause) {
        return new FailureAnalysis(cause.getMessage(), "Correct the property.", cause);
    }
}
