package io.github.fabricmirroring.example;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.xml.sax.InputSource;

final class Xml {

    private Xml() {}

    /** Returns all text of the document; fails if it is not well-formed. */
    static String text(String document) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(document)))
                .getDocumentElement()
                .getTextContent();
    }
}
