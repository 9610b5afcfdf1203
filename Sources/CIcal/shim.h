// SPDX-License-Identifier: EUPL-1.2

#include <libical/ical.h>
