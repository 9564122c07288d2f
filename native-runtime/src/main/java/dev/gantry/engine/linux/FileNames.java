package dev.gantry.engine.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * File names as the kernel sees them, that is bytes, and as text. Bytes that are not UTF-8 become the lone surrogates
 * U+DC80 to U+DCFF and back (the scheme of Python's PEP 383), so that every name survives, whatever the locale is.
 */
public final class FileNames {
    private FileNames() {}

    /** The text of a name; loses nothing. */
    public static String decode(byte[] name) {
        CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
        try {
            return strict.decode(ByteBuffer.wrap(name)).toString();
        } catch (CharacterCodingException e) {
            return decodeLossless(name);
        }
    }

    /** The bytes of a name made by {@link #decode} or of any ordinary text. */
    public static byte[] encode(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < name.length(); i++) {
            if (isEscapedByte(name.charAt(i))) {
                return encodeEscaped(name);
            }
        }
        return bytes;
    }

    /** {@link #encode} with the terminating zero that C wants. */
    static byte[] cString(String name) {
        if (name.indexOf(0) >= 0) {
            throw new IllegalArgumentException("a file name cannot contain a zero byte");
        }
        byte[] bytes = encode(name);
        byte[] terminated = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, terminated, 0, bytes.length);
        return terminated;
    }

    private static String decodeLossless(byte[] name) {
        CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(name);
        CharBuffer out = CharBuffer.allocate(name.length);
        while (true) {
            // Input stays positioned at the offending byte; one byte at a time is escaped and decoding goes on.
            boolean malformed = strict.decode(in, out, true).isError();
            if (!malformed) {
                return out.flip().toString();
            }
            out.put((char) (0xDC00 | (in.get() & 0xff)));
            strict.reset();
        }
    }

    private static byte[] encodeEscaped(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(name.length());
        int plain = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean paired = i > 0 && Character.isHighSurrogate(name.charAt(i - 1));
            if (isEscapedByte(c) && !paired) {
                out.writeBytes(name.substring(plain, i).getBytes(StandardCharsets.UTF_8));
                out.write(c & 0xff);
                plain = i + 1;
            }
        }
        out.writeBytes(name.substring(plain).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static boolean isEscapedByte(char c) {
        return c >= 0xDC80 && c <= 0xDCFF;
    }
}
