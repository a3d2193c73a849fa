# shellcheck shell=bash
# The fonts of documents that embed none.

Fonts_NoneInstalled_AllFourPackagesAreAskedFor() {
  use_library
  compgen() { false; }
  install_package() { said+=" $2"; }
  said=''
  require_fonts
  expect ' fonts-urw-base35 fonts-liberation fonts-crosextra-carlito fonts-crosextra-caladea' "$said"
}

Fonts_Installed_NothingIsAskedFor() {
  use_library
  compgen() { true; }
  install_package() { exit 1; }
  require_fonts
}
