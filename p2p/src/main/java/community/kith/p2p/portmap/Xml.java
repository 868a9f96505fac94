package community.kith.p2p.portmap;

import java.io.StringReader;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Walks over a router's XML: no document types, no entities from outside, bounded in length, depth and number.
final class Xml {
    private static final int MAX_ELEMENTS = 4096;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_TEXT_CHARS = 2048;

    private Xml() {}

    /// Is told of each element when it ends.
    @FunctionalInterface
    interface Visitor {
        /// `text` is what stood directly in it, without the space around.
        void ended(String name, String text);
    }

    static void walk(byte[] document, Visitor visitor) throws ProtocolException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        // The default one writes to the console.
        factory.setXMLReporter((message, type, detail, location) -> {});
        try {
            walk(
                    factory.createXMLStreamReader(new StringReader(new String(document, StandardCharsets.UTF_8))),
                    visitor);
        } catch (XMLStreamException e) {
            throw new ProtocolException("the router's XML cannot be read: " + e.getMessage());
        }
    }

    private static void walk(XMLStreamReader reader, Visitor visitor) throws XMLStreamException, ProtocolException {
        Deque<StringBuilder> open = new ArrayDeque<>();
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    open.push(new StringBuilder());
                    if (++elements > MAX_ELEMENTS || open.size() > MAX_DEPTH) {
                        throw new ProtocolException("the router's XML is too large");
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> append(open, reader.getText());
                case XMLStreamConstants.END_ELEMENT ->
                    visitor.ended(reader.getLocalName(), open.pop().toString().strip());
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new ProtocolException("the router's XML has a document type or entities");
                default -> {}
            }
        }
    }

    private static void append(Deque<StringBuilder> open, String text) throws ProtocolException {
        StringBuilder current = open.peek();
        if (current == null) {
            return;
        }
        if (current.length() + text.length() > MAX_TEXT_CHARS) {
            throw new ProtocolException("the router's XML has too long a text");
        }
        current.append(text);
    }
}
