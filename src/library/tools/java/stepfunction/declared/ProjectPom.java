package stepfunction.declared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The properties of the project's pom.xml: as Maven passes them, or read from the file where an IDE runs the tests without Maven. */
public record ProjectPom(Path projectDir) {

    private static final String FILE = "pom.xml";

    /**
     * The program's class, which has {@code main} and {@code plan}.
     *
     * @throws IllegalArgumentException where pom.xml does not name it, or cannot be read
     */
    public String mainClass() {
        return property("mainClass")
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "pom.xml must have the property mainClass, the class with main and plan, has none; add <mainClass>PACKAGE.CLASS</mainClass>"));
    }

    /**
     * The stacks that the pipeline deploys, in its order; empty where pom.xml lists none.
     *
     * @throws IllegalArgumentException where pom.xml cannot be read
     */
    public List<String> stacks() {
        return property("stacks").map(stacks -> List.of(stacks.split("\\s+"))).orElse(List.of());
    }

    private Optional<String> property(String name) {
        var passed = System.getProperty("pom." + name, "").strip();
        return passed.isEmpty() ? read(name) : Optional.of(passed);
    }

    private Optional<String> read(String name) {
        try (var in = Files.newInputStream(projectDir.resolve(FILE))) {
            var xml = XMLInputFactory.newFactory();
            xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            return read(name, xml.createXMLStreamReader(in));
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("pom.xml must be XML, was not: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first element of that name whose parent is {@code properties}. */
    private static Optional<String> read(String name, XMLStreamReader reader) throws XMLStreamException {
        var parent = "";
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                if (parent.equals("properties") && reader.getLocalName().equals(name)) {
                    return Optional.of(reader.getElementText().strip()).filter(value -> !value.isEmpty());
                }
                if (!parent.equals("properties")) {
                    parent = reader.getLocalName();
                }
            } else if (reader.getEventType() == XMLStreamConstants.END_ELEMENT
                    && reader.getLocalName().equals("properties")) {
                parent = "";
            }
        }
        return Optional.empty();
    }
}
