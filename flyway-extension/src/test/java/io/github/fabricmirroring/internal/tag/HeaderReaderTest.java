package io.github.fabricmirroring.internal.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- requires: mirroring-off",
                "--requires:mirroring-off\nselect 1",
                "-- REQUIRES : Mirroring-OFF \r\nselect 1",
                "\t--\t requires\t:\tmirroring-off\rselect 1",
                "\uFEFF-- requires: mirroring-off",
                "\n\n  \n-- requires: mirroring-off",
                "-- Ticket 7\n-- requires: mirroring-off\n-- by us\nselect 1",
                "/* requires: mirroring-off */ select 1",
                "/*\n * requires: mirroring-off\n */\nselect 1",
                "/** requires: mirroring-off */",
                "/**/ /* a /* b */ c */ -- requires: mirroring-off",
                "/* a */ -- b\n/* c */ /*\nrequires: mirroring-off",
                "-- requires: backup, mirroring-off , review",
                "-- requires: backup\n-- requires: mirroring-off",
                "--\u00A0requires:\u00A0mirroring-off",
                "-- it's here\n-- requires: mirroring-off",
                "; -- requires: mirroring-off",
            })
    void isATag(String script) throws IOException {
        assertThat(requirement(script)).contains("mirroring-off");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\uFEFF",
                "select 1",
                "select 1 -- requires: mirroring-off",
                "select 1\n-- requires: mirroring-off",
                "select '\n-- requires: mirroring-off'",
                "/* a */ select 1 /* requires: mirroring-off */",
                "-- this requires: mirroring-off",
                "-- requires: backup",
                "-- requires: no-mirroring-off",
                "-- requires:",
                "-",
                "/",
                "--",
                "/*",
                "\u0000\u0001\u0002",
            })
    void isNoTag(String script) throws IOException {
        assertThat(requirement(script)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "V1__a.sh   | # requires: mirroring-off",
                "V1__a.sh   | #!/bin/sh\\n# requires: mirroring-off\\nset -e",
                "V1__a.bash | #!/usr/bin/env bash\\n\\n#requires:mirroring-off",
                "V1__a.py   | #!/usr/bin/env python3\\n# -*- coding: utf-8 -*-\\n# requires: mirroring-off\\n`\"\"\"Docs.\"\"\"`",
                "V1__a      | #!/usr/bin/perl\\n# requires: mirroring-off",
                "V1__a.ps1  | # requires: mirroring-off\\nparam()",
                "V1__a.ps1  | #Requires -Version 7\\n# Requires: Mirroring-Off",
                "V1__a.PS1  | <#\\n.SYNOPSIS\\n  It's # here\\n#>\\n# requires: mirroring-off",
                "V1__a.ps1  | <# a <# b\\n   requires: mirroring-off\\n#>",
                "V1__a.cmd  | REM requires: mirroring-off",
                "V1__a.cmd  | @rem requires: mirroring-off\\n@echo off",
                "V1__a.bat  | @echo off\\r\\nREM Ticket 7\\r\\nrem\\trequires: mirroring-off\\r\\nsqlcmd",
                "V1__a.BAT  | @ECHO OFF\\r\\n:: requires: mirroring-off",
                "V1__a.bat  | REM\\r\\n::requires: mirroring-off",
                "a.b/V1__a  | # requires: mirroring-off",
                "a.py/V1.sql| -- requires: mirroring-off",
            })
    void isATagInAScriptOfThatName(String name, String script) throws IOException {
        assertThat(requirement(name, script.translateEscapes())).contains("mirroring-off");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1__a.sh  | set -e\\n# requires: mirroring-off",
                "V1__a.py  | \"\"\"\\nrequires: mirroring-off\\n\"\"\"",
                "V1__a.py  | \"\"\"Docs.\"\"\"\\n# requires: mirroring-off",
                "V1__a.ps1 | <# a <# b #> c #>\\n# requires: mirroring-off",
                "V1__a.ps1 | param()\\n# requires: mirroring-off",
                "V1__a.cmd | remove requires: mirroring-off",
                "V1__a.cmd | remove\\nREM requires: mirroring-off",
                "V1__a.cmd | :start\\nREM requires: mirroring-off",
                "V1__a.cmd | @echo on\\nREM requires: mirroring-off",
                "V1__a.cmd | @echo off & sqlcmd\\nREM requires: mirroring-off",
                "V1__a.cmd | echo REM requires: mirroring-off",
                "V1__a.cmd | @re",
            })
    void isNoTagInAScriptOfThatName(String name, String script) throws IOException {
        assertThat(requirement(name, script.translateEscapes())).isEmpty();
    }

    @Test
    void aLongMisspellingIsCutAndNeverTakenForTheTag() throws IOException {
        assertThat(requirement("-- requires: mirroring-off" + " ".repeat(100_000) + "x"))
                .contains("requires: mirroring-off x");
        assertThat(requirement("-- requires: mirroring off " + "x ".repeat(100_000)))
                .get()
                .asString()
                .hasSize(101)
                .endsWith("\u2026");
    }

    @Test
    void nothingIsReadBeyondTheHeader() throws IOException {
        Reader endless = new Reader() {
            private final String header = "-- header\nselect ";
            private int read;

            @Override
            public int read(char[] buffer, int offset, int length) {
                assertThat(read).as("characters read").isLessThan(header.length());
                buffer[offset] = header.charAt(read++);
                return 1;
            }

            @Override
            public void close() {}
        };

        assertThat(Script.header(endless, CommentStyle.SQL)).isEmpty();
    }

    private static Optional<String> requirement(String script) throws IOException {
        return requirement("V1__a.sql", script);
    }

    /** The tag, or a misspelling as it was typed. */
    private static Optional<String> requirement(String name, String script) throws IOException {
        return Script.header(new StringReader(script), CommentStyle.of(name))
                .map(finding -> finding instanceof Finding.Misspelled misspelled ? misspelled.text() : "mirroring-off");
    }
}
