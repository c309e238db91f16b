package org.codehaus.plexus.classworlds.launcher;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What javac takes its plugins and annotation processors from ({@code -XDprocloader}): of one path
 * the same classes for every compilation of a build. A loader of its own each, which javac has
 * otherwise, loads Error Prone's thousands of classes seventy times, and all of them begin
 * interpreted: a third of the CPU that compiling takes.
 *
 * <p>javac looks for this class where javac itself comes from, and takes a loader of its own if it
 * is not there.
 */
public final class SharedProcessors extends ClassLoader {
  private static final Map<List<String>, ClassLoader> LOADERS = new ConcurrentHashMap<>();

  public SharedProcessors(URL[] path, ClassLoader parent) {
    super(shared(path, parent));
  }

  /** Kept by its text: two URLs are compared only after a look at the network. */
  private static ClassLoader shared(URL[] path, ClassLoader parent) {
    List<String> text = Stream.of(path).map(URL::toExternalForm).collect(Collectors.toList());
    return LOADERS.computeIfAbsent(text, none -> new URLClassLoader(path, parent));
  }
}
