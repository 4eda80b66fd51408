package io.github.fabricmirroring.spring;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.flyway.internal.MirroringFailedException;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Reports in Spring Boot's way, in place of a stack trace, why the application did not start. Before other analyzers,
 * which might explain a cause further down that our sentence already speaks of.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MirroringFailureAnalyzer implements FailureAnalyzer {

    private static final String CORRECT_PROPERTY = "Correct the property.";

    private static final String START_AGAIN = "Do what the description says, then start the application again:"
            + " migrations that were applied are not repeated, and mirroring that was left off is started.";

    /**
     * @return {@code null} for what is no failure of ours
     */
    @Override
    public FailureAnalysis analyze(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> analysis(cause).stream())
                .findFirst()
                .orElse(null);
    }

    private static Optional<FailureAnalysis> analysis(Throwable failure) {
        if (failure instanceof InvalidMirroringPropertyException) {
            return Optional.of(new FailureAnalysis(failure.getMessage(), CORRECT_PROPERTY, failure));
        }
        if (failure instanceof MirroringFailedException flyways) {
            return Optional.of(new FailureAnalysis(flyways.sentence(), START_AGAIN, failure));
        }
        return failure instanceof MirroringException
                ? Optional.of(new FailureAnalysis(failure.getMessage(), START_AGAIN, failure))
                : Optional.empty();
    }
}
