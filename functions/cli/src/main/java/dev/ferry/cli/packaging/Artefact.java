package dev.ferry.cli.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A function as one jar in a zip, where its cloud looks for it: a {@link Layout}. The jar's files
 * are stored as they are, so that a cold start inflates nothing, and the zip around it is deflated
 * as one, which makes it small. The same class path gives the same bytes. Immutable.
 */
public final class Artefact {
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Map<String, byte[]> files;
  private final List<String> shadowed;

  private Artefact(Map<String, byte[]> files, List<String> shadowed) {
    this.files = files;
    this.shadowed = shadowed;
  }

  /**
   * Reads a class path.
   *
   * @param classPath folders and jars, the project's own first
   * @throws IOException when something of it cannot be read
   */
  public static Artefact of(List<Path> classPath) throws IOException {
    Merge merge = new Merge();
    ClassPathEntries.read(classPath, merge::add);
    return new Artefact(merge.files(), merge.shadowed());
  }

  /** The names of the jar's files, sorted. */
  public Set<String> names() {
    return files.keySet();
  }

  /** A file of the jar; empty where it is not there. */
  public byte[] content(String name) {
    return files.getOrDefault(name, new byte[0]).clone();
  }

  /** The size of a file in bytes. */
  long sizeBytes(String name) {
    return files.getOrDefault(name, new byte[0]).length;
  }

  /** How large it is unpacked, in bytes. */
  public long sizeBytes() {
    return files.values().stream().mapToLong(content -> content.length).sum();
  }

  /** Resources that are not in it because an earlier one of the class path has their name. */
  List<String> shadowed() {
    return shadowed;
  }

  /**
   * Unpacks a zip of a function, whoever made it, into a folder.
   *
   * @throws IOException when it cannot be read, or a file of it would lie outside
   */
  public static void unzip(Path zip, Path folder) throws IOException {
    try (ZipFile from = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : Collections.list(from.entries())) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder.normalize())) {
          throw new IOException("unzip: '" + entry.getName() + "' would lie outside of " + folder);
        }
        if (!entry.isDirectory()) {
          Files.createDirectories(Objects.requireNonNull(target.getParent()));
          Files.write(target, from.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  /**
   * Writes the zip.
   *
   * @param layout what is where in it
   * @param project the folder of the Maven project that was built
   * @return what was written: size and SHA-256, by which a deployment sees that it changed
   */
  public Written write(Path zip, Layout layout, Path project) throws IOException {
    Map<String, byte[]> beside = new TreeMap<>(layout.beside(this, project));
    Map<String, byte[]> all = new TreeMap<>(beside);
    all.put(layout.jar(), jar());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.setLevel(Deflater.BEST_COMPRESSION);
      for (Map.Entry<String, byte[]> file : all.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(EPOCH);
        out.putNextEntry(entry);
        out.write(file.getValue());
        out.closeEntry();
      }
    }
    Path folder = zip.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(zip, bytes.toByteArray());
    SortedMap<String, Integer> sizes = new TreeMap<>();
    beside.forEach((name, content) -> sizes.put(name, content.length));
    return new Written(zip, bytes.size(), sha256(bytes.toByteArray()), sizes);
  }

  private byte[] jar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
      jar.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        CRC32 checksum = new CRC32();
        checksum.update(file.getValue());
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(EPOCH);
        entry.setSize(file.getValue().length);
        entry.setCrc(checksum.getValue());
        jar.putNextEntry(entry);
        jar.write(file.getValue());
        jar.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }

  /**
   * A zip that was written.
   *
   * @param file where
   * @param sizeBytes its size
   * @param sha256 its digest, in hexadecimal
   * @param beside the sizes in bytes of what is beside the jar, by name, sorted
   */
  public record Written(
      Path file, long sizeBytes, String sha256, SortedMap<String, Integer> beside) {
    /** Copies the sizes. */
    public Written {
      beside = Collections.unmodifiableSortedMap(new TreeMap<>(beside));
    }
  }
}
