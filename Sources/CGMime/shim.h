// SPDX-License-Identifier: EUPL-1.2

#include <gmime/gmime.h>
