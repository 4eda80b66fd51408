package io.github.fabricmirroring.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What others have written is shown in one line that steers nothing. */
class OutsideTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'as it is'                     | 'as it is'
                    ' with \r\n line breaks '      | 'with   line breaks'
                    'with\u2028another\u0085line'  | 'with another line'
                    '\u001B[31mred'                | ' [31mred'
                    'hidden\u200Bspace'            | 'hidden space'
                    '##vso[task.complete]done'     | '# #vso[task.complete]done'
                    'a ##[error]b'                 | 'a # #[error]b'
                    '## a heading'                 | '## a heading'
                    '::error::done'                | ': :error::done'
                    'a::b'                         | 'a::b'
                    'Authorization: Bearer abc.de' | 'Authorization: ***'
                    'token eyJhbGciOiJIUzI1NiJ9.x' | 'token ***'
                    """)
    void itIsHarmless(String written, String shown) {
        assertThat(OutsideText.harmless(written)).isEqualTo(shown);
    }
}
