package io.github.fabricmirroring.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What others have written is shown in one line that steers nothing. */
class OutsideTextTest {

    private static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("as it is", "as it is"),
                Arguments.of(" with\r\nline breaks ", "with line breaks"),
                Arguments.of("with\u2028another\u0085line", "with another line"),
                Arguments.of("\u001B[31mred", " [31mred"),
                Arguments.of("hidden\u200Bspace", "hidden space"),
                Arguments.of("##vso[task.complete]done", "# #vso[task.complete]done"),
                Arguments.of("a ##[error]b", "a # #[error]b"),
                Arguments.of("## a heading", "## a heading"),
                Arguments.of("::error::done", ": :error::done"),
                Arguments.of("a::b", "a::b"),
                Arguments.of("Authorization: Bearer abc.de", "Authorization: ***"),
                Arguments.of("token eyJhbGciOiJIUzI1NiJ9.x", "token ***"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void itIsHarmless(String written, String shown) {
        assertThat(OutsideText.harmless(written)).isEqualTo(shown);
    }
}
