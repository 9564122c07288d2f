package dev.gantry.engine.support;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes tar archives by hand, for those no library would write: names and sizes are taken as they come. */
public final class TarBuilder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream pax = new ByteArrayOutputStream();
    private int mode = -1;
    private int uid;
    private int gid;
    private long mtime = 1_000_000_000;
    private int major;
    private int minor;

    public TarBuilder directory(String name) {
        return entry('5', name, "", new byte[0]);
    }

    public TarBuilder file(String name, String content) {
        return entry('0', name, "", content.getBytes(StandardCharsets.UTF_8));
    }

    public TarBuilder file(String name, byte[] content) {
        return entry('0', name, "", content);
    }

    public TarBuilder symbolicLink(String name, String target) {
        return entry('2', name, target, new byte[0]);
    }

    public TarBuilder hardLink(String name, String target) {
        return entry('1', name, target, new byte[0]);
    }

    public TarBuilder device(char type, String name, int deviceMajor, int deviceMinor) {
        major = deviceMajor;
        minor = deviceMinor;
        entry(type, name, "", new byte[0]);
        major = 0;
        minor = 0;
        return this;
    }

    /** For the next entry. */
    public TarBuilder mode(int permissions) {
        mode = permissions;
        return this;
    }

    /** For the next entry. */
    public TarBuilder owner(int user, int group) {
        uid = user;
        gid = group;
        return this;
    }

    /** For all that follow. */
    public TarBuilder modified(long seconds) {
        mtime = seconds;
        return this;
    }

    /** A record of the next entry's extended header. */
    public TarBuilder pax(String key, byte[] value) {
        int content = key.length() + value.length + 3;
        int length = content + Integer.toString(content).length();
        if (Integer.toString(length).length() != Integer.toString(content).length()) {
            length++;
        }
        pax.writeBytes((length + " " + key + "=").getBytes(StandardCharsets.UTF_8));
        pax.writeBytes(value);
        pax.write('\n');
        return this;
    }

    public TarBuilder pax(String key, String value) {
        return pax(key, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Any entry; the data is written whatever the type is. */
    public TarBuilder entry(char type, String name, String link, byte[] data) {
        return entry(type, name.getBytes(StandardCharsets.UTF_8), link, data, data.length);
    }

    /** Any entry; the size in the header may lie. */
    public TarBuilder entry(char type, byte[] name, String link, byte[] data, long size) {
        if (pax.size() > 0) {
            byte[] records = pax.toByteArray();
            pax.reset();
            write(header('x', "pax".getBytes(StandardCharsets.UTF_8), "", records.length), records);
        }
        write(header(type, name, link, size), data);
        mode = -1;
        uid = 0;
        gid = 0;
        return this;
    }

    /** Bytes as they are. */
    public TarBuilder raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public byte[] build() {
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }

    /** What there is, with no end mark. */
    public byte[] unfinished() {
        return out.toByteArray();
    }

    private void write(byte[] header, byte[] data) {
        out.writeBytes(header);
        out.writeBytes(data);
        out.writeBytes(new byte[-data.length & 511]);
    }

    private byte[] header(char type, byte[] name, String link, long size) {
        byte[] h = new byte[512];
        System.arraycopy(name, 0, h, 0, Math.min(100, name.length));
        int permissions = mode >= 0 ? mode : type == '5' ? 0755 : 0644;
        put(h, 100, "%07o".formatted(permissions));
        put(h, 108, "%07o".formatted(uid));
        put(h, 116, "%07o".formatted(gid));
        put(h, 124, "%011o".formatted(size));
        put(h, 136, "%011o".formatted(mtime));
        h[156] = (byte) type;
        put(h, 157, link);
        put(h, 257, "ustar");
        put(h, 263, "00");
        put(h, 329, "%07o".formatted(major));
        put(h, 337, "%07o".formatted(minor));
        return checksummed(h);
    }

    /** Sets the checksum of a header block. */
    public static byte[] checksummed(byte[] h) {
        Arrays.fill(h, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : h) {
            sum += b & 0xff;
        }
        put(h, 148, "%06o".formatted(sum));
        h[154] = 0;
        return h;
    }

    private static void put(byte[] block, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }
}
