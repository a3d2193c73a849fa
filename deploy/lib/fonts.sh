# shellcheck shell=bash
# The fonts that documents count on without bringing them along. Whoever draws them (poppler, LibreOffice) asks fontconfig for the nearest
# font there is: without these a scanned form's overlay has no text at all, or lines of another length.

# The fourteen that every PDF reader has (Helvetica, Times, Courier, Symbol, Dingbats), Windows' (Arial, Times New Roman, Courier New), and
# Office's (Calibri, Cambria), each by a free font of the same widths. 20 MB in all.
require_fonts() {
  require_font opentype/urw-base35/NimbusSans-Regular.otf fonts-urw-base35
  require_font 'truetype/liberation*/LiberationSans-Regular.ttf' fonts-liberation
  require_font truetype/crosextra/Carlito-Regular.ttf fonts-crosextra-carlito
  require_font truetype/crosextra/Caladea-Regular.ttf fonts-crosextra-caladea
}

# require_font <a file of it> <package>
require_font() { compgen -G "/usr/share/fonts/$1" >/dev/null || install_package 'the fonts of documents that embed none' "$2"; }
