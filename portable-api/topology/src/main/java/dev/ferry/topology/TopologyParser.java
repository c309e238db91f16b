package dev.ferry.topology;

import dev.ferry.topology.internal.format.Assembly;
import dev.ferry.topology.internal.format.Draft;
import dev.ferry.topology.internal.format.Environments;
import dev.ferry.topology.internal.format.FileFormat;
import dev.ferry.topology.internal.rules.Report;
import dev.ferry.topology.internal.rules.Rules;
import dev.ferry.topology.internal.schema.Fields;
import dev.ferry.topology.internal.yaml.Places;
import dev.ferry.topology.internal.yaml.Problems;
import dev.ferry.topology.internal.yaml.Tree;
import dev.ferry.topology.internal.yaml.TreeReader;
import dev.ferry.topology.internal.yaml.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From text to a topology: the tree, the values, the model, the rules; for the file as it stands
 * and then for each environment, with all problems in one exception.
 */
final class TopologyParser {

  private static final int MAX_BYTES = 1024 * 1024;

  private final String file;
  private final Problems problems = new Problems();

  private TopologyParser(String file) {
    this.file = file;
  }

  static Topology parse(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return parse(path.toString(), in);
    } catch (IOException e) {
      throw new UncheckedIOException("read " + path + ": cannot be read", e);
    }
  }

  static Topology parse(String file, InputStream in) {
    return parse(file, text(file, in));
  }

  static Topology parse(String file, String text) {
    if (text.length() > MAX_BYTES) {
      throw tooLarge(file);
    }
    return new TopologyParser(file).read(text);
  }

  private static String text(String file, InputStream in) {
    try {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw tooLarge(file);
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw refused(file, "is not UTF-8", "Save the file as UTF-8.");
    } catch (IOException e) {
      throw new UncheckedIOException("read " + file + ": the stream failed", e);
    }
  }

  private static TopologyException tooLarge(String file) {
    return refused(file, "is larger than 1 MiB", "Split the system into several files.");
  }

  private static TopologyException refused(String file, String message, String nextStep) {
    return new TopologyException(file, List.of(new Problem(1, "", message, nextStep)));
  }

  private Topology read(String text) {
    Tree.Mapping tree = tree(text);
    Map<String, Topology> environments = new LinkedHashMap<>();
    Topology base = topology(tree, Environments.base(tree), problems, environments);
    Environments.merged(tree, problems)
        .forEach((name, merged) -> environments.put(name, environment(name, merged)));
    if (!problems.isEmpty()) {
      throw new TopologyException(file, problems.sorted());
    }
    return base;
  }

  private Tree.Mapping tree(String text) {
    try {
      Tree tree = TreeReader.read(text, problems);
      if (FileFormat.isReadable(tree, problems)) {
        return (Tree.Mapping) tree;
      }
    } catch (Unreadable e) {
      problems.addAll(List.of(e.problem()));
    }
    throw new TopologyException(file, problems.sorted());
  }

  private Topology environment(String name, Tree.Mapping merged) {
    Problems found = new Problems();
    Topology topology = topology(merged, merged, found, Map.of());
    problems.addFrom(name, found);
    return topology;
  }

  private Topology topology(
      Tree.Mapping read, Tree.Mapping shown, Problems into, Map<String, Topology> environments) {
    Fields fields = FileFormat.read(read, into);
    Draft draft = Assembly.of(fields);
    Places places = Places.of(shown);
    Topology topology = new Topology(file, draft, places, environments);
    Rules.check(topology, new Report(places, into));
    return topology;
  }
}
