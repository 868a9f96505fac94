package community.kith.store.s3;

import java.io.ByteArrayInputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The XML that a service answers with. A document type, and with it every entity of somebody's own, is refused.
final class Answers {
    private static final int MAX_TEXT = 200;

    private Answers() {}

    /// One object of a bucket.
    record Listed(String key, long sizeBytes) {}

    /// Some of a bucket's objects, in order.
    record Page(List<Listed> objects, boolean more) {}

    /// The objects in a ListBucketResult.
    static Page page(byte[] xml) throws ProtocolException {
        var objects = new ArrayList<Listed>();
        var more = false;
        try {
            var reader = reader(xml);
            var key = Optional.<String>empty();
            var inObject = false;
            while (reader.hasNext()) {
                var event = reader.next();
                if (event == XMLStreamConstants.END_ELEMENT) {
                    inObject &= !reader.getLocalName().equals("Contents");
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (reader.getLocalName()) {
                        case "Contents" -> inObject = true;
                        case "IsTruncated" ->
                            more = reader.getElementText().strip().equals("true");
                        case "Key" -> key = inObject ? Optional.of(reader.getElementText()) : key;
                        case "Size" -> {
                            var size = size(reader.getElementText().strip());
                            objects.add(new Listed(
                                    key.orElseThrow(() -> new ProtocolException("an object without a key")), size));
                        }
                        default -> {}
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw unreadable(e);
        }
        return new Page(objects, more);
    }

    private static long size(String text) throws ProtocolException {
        if (!text.matches("[0-9]{1,18}")) {
            throw new ProtocolException("an object's size is no number");
        }
        return Long.parseLong(text);
    }

    /// What an Error says: its code and message, short and without control signs; empty when it is none.
    static String error(byte[] xml) {
        var said = new StringBuilder();
        try {
            var reader = reader(xml);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && (reader.getLocalName().equals("Code")
                                || reader.getLocalName().equals("Message"))) {
                    said.append(said.isEmpty() ? "" : ": ").append(reader.getElementText());
                }
            }
        } catch (XMLStreamException e) {
            // A proxy in between may answer with anything; the status says enough.
            return "";
        }
        var text = said.toString().replaceAll("\\p{Cntrl}", " ");
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }

    private static XMLStreamReader reader(byte[] xml) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory.createXMLStreamReader(new ByteArrayInputStream(xml));
    }

    private static ProtocolException unreadable(XMLStreamException cause) {
        var failure = new ProtocolException("an answer that is no XML that we take");
        failure.initCause(cause);
        return failure;
    }
}
