package io.github.fabricmirroring.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.MirroringException;
import io.github.fabricmirroring.flyway.internal.MirroringFailedException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

class MirroringFailureAnalyzerTest {

    private static final String SENTENCE = "V2__b.sql requires mirroring to be off, and it is on.";

    private final MirroringFailureAnalyzer analyzer = new MirroringFailureAnalyzer();

    @Test
    void springBootFindsIt() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, FailureHandler.handleMessage((others, failure) -> {})))
                .hasAtLeastOneElementOfType(MirroringFailureAnalyzer.class);
    }

    @Test
    void whatFlywayThrowsForUsIsFoundUnderWhateverIsAroundIt() {
        Throwable failure = new BeanCreationException(
                "flywayInitializer",
                "no",
                new FlywayException("while migrating", new MirroringFailedException(SENTENCE, null)));

        FailureAnalysis analysis = analyzer.analyze(failure);

        assertThat(analysis.getDescription()).isEqualTo(SENTENCE);
        assertThat(analysis.getAction()).contains("start the application again");
    }

    @Test
    void aMirroringExceptionThatNoFlywayHasSeenIsFoundToo() {
        Throwable cause = new NoUniqueBeanDefinitionException(Runnable.class, "one", "another");

        FailureAnalysis analysis =
                analyzer.analyze(new BeanCreationException("x", "no", new MirroringException(SENTENCE, cause)));

        assertThat(analysis.getDescription()).isEqualTo(SENTENCE);
        assertThat(analysis.getAction()).isNotBlank();
    }

    @Test
    void anInvalidPropertyIsToBeCorrected() {
        assertThat(analyzer.analyze(new InvalidMirroringPropertyException(new MirroringException(SENTENCE)))
                        .getAction())
                .isEqualTo("Correct the property.");
    }

    @Test
    void otherFailuresAreLeftToOthers() {
        assertThat(analyzer.analyze(new BeanCreationException("x", "no", new FlywayException("Fabric: no"))))
                .isNull();
    }
}
