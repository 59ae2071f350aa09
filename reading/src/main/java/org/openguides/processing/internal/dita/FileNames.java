package org.openguides.processing.internal.dita;

import java.util.Locale;
import java.util.Set;

/** How to read a file, as its name and its first bytes tell. */
public final class FileNames {

    /** Whether to parse a file. */
    public enum Parsing {
        ALWAYS,
        NEVER,
        /** The extension is {@code .xml}: parse unless the platform knows the type, see {@link MediaTypes}. */
        IF_NO_MEDIA,
        /** The extension is unknown: like {@link #IF_NO_MEDIA}, and only if {@link FileNames#looksLikeXml} is true. */
        IF_XML
    }

    /** Number of bytes that {@link #looksLikeXml} needs. */
    public static final int SNIFFED_BYTES = 64;

    /** Extensions by kind of file. */
    private static final Set<String> NEVER_DITA = Set.of(String.join(
                    " ",
                    // images and their sources
                    "ai arw avif bmp cdr cr2 cr3 dng emf eps fig gif heic heif ico idml indd indt j2k jfif "
                            + "jp2 jpeg jpg jpx jxl jxr nef orf pbm pcx pgm png ppm ps psb psd raf raw rw2 sketch svg "
                            + "svgz tga tif tiff webp wmf xcf xd",
                    // audio, video and subtitles
                    "3g2 3gp aac aep aif aiff amr asf ass au avi caf f4v flac flv m2t m2ts m4a m4p m4v mid "
                            + "midi mka mkv mov mp3 mp4 mpeg mpg mts mxf oga ogg ogv opus prproj r3d rm rmvb srt swf ts "
                            + "vob vtt wav weba webm wma wmv",
                    // 3D models, CAD and fonts
                    "3dm 3ds blend catpart catproduct dae dcm dwf dwg dxf eot fbx glb gltf iges igs ipt jt mtl "
                            + "obj otf ply skp sldasm sldprt step stl stp ttc ttf usd usda usdc usdz vsd vsdm vsdx woff "
                            + "woff2 x3d",
                    // office documents
                    "doc docm docx dot dotm dotx eml epub fm key mobi mpp msg numbers odf odg odp ods odt one "
                            + "pages pdf pot potm potx pps ppsm ppsx ppt pptm pptx pst pub rtf xls xlsb xlsm xlsx xlt "
                            + "xltm xltx xps",
                    // archives and programs
                    "7z apk bak bin br bz2 cab class dat db deb dll dmg dylib exe gz img iso jar lz4 lzma msi "
                            + "parquet pkg rar rpm so sqlite tar tbz2 tgz txz vhd vmdk war wasm xz z zip zst",
                    // text other than XML
                    "bat c cfg conf cpp cs css csv go h htm html ini java js json jsx kt less log lua "
                            + "markdown md mjs php properties ps1 py rb rs scss sh sql toml tsv tsx txt xhtml xmp yaml "
                            + "yml")
            .split(" "));

    private FileNames() {}

    /** Returns whether to parse a file with this name as XML. */
    public static Parsing parsing(String fileName) {
        String extension = extension(fileName);
        return switch (extension) {
            case "dita", "ditamap", "bookmap", "ditaval" -> Parsing.ALWAYS;
            case "xml" -> Parsing.IF_NO_MEDIA;
            default -> NEVER_DITA.contains(extension) ? Parsing.NEVER : Parsing.IF_XML;
        };
    }

    /**
     * Returns whether the bytes look like XML: a {@code <} after an optional byte order mark and whitespace, also in
     * UTF-16.
     */
    public static boolean looksLikeXml(byte[] firstBytes) {
        for (byte each : firstBytes) {
            boolean mark = each < 0;
            boolean space = each >= 0 && each <= ' ';
            if (!mark && !space) {
                return each == '<';
            }
        }
        return false;
    }

    /** Returns the part of a name after its last dot in lower case; empty if there is none. */
    public static String extension(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot <= fileName.lastIndexOf('/')
                ? ""
                : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
