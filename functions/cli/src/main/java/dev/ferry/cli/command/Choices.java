package dev.ferry.cli.command;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * What an option can choose from, by name: everything of one kind that is registered for {@link
 * ServiceLoader}, in the order in which it is. Iterates over the names. Immutable.
 */
public class Choices<T extends Named> implements Iterable<String> {
  private final List<T> all;
  private final List<String> names;

  /**
   * Everything of a kind on the class path.
   *
   * @param others names that the option takes beside, named first
   */
  public Choices(Class<T> kind, String... others) {
    this.all = ServiceLoader.load(kind).stream().map(ServiceLoader.Provider::get).toList();
    this.names = Stream.concat(Stream.of(others), all.stream().map(Named::name)).toList();
  }

  /** The one with this name. */
  public Optional<T> find(String name) {
    return all.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  @Override
  public Iterator<String> iterator() {
    return names.iterator();
  }

  /** The names as a sentence has them: "a, b or c". */
  public String inWords() {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }
}
