package org.openguides.processing.internal.markup;

import java.nio.charset.Charset;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Decodes files without a declared encoding: UTF-8, or UTF-16 with a byte order mark. Invalid characters are replaced.
 */
final class Text {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private Text() {}

    static String of(byte[] file) {
        String text = new String(file, charset(file));
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static Charset charset(byte[] file) {
        int mark = file.length < 2 ? 0 : ((file[0] & 0xff) << 8) | (file[1] & 0xff);
        return switch (mark) {
            case 0xfeff -> UTF_16BE;
            case 0xfffe -> UTF_16LE;
            default -> UTF_8;
        };
    }
}
