// SPDX-License-Identifier: MIT
// usage: render_scenes SIDE FRAMES SCENE.json OUT.rgb   the middle square of each frame, packed RGB
#include "firmware/camera/scene.h"

#include <cstdio>
#include <cstdlib>

using namespace omv::firmware;

int main(int argc, char** argv)
{
    if (argc != 5)
        return 2;
    std::string problem;
    const auto scene = makeScene(std::string("file:") + argv[3], 1, problem);
    if (!scene)
        return std::fprintf(stderr, "%s\n", problem.c_str()), 1;
    std::FILE* file = std::fopen(argv[4], "wb");
    if (!file)
        return 1;
    const int side = std::atoi(argv[1]);
    for (int frame = 0; frame < std::atoi(argv[2]); ++frame) {
        RgbFrame picture{side, side, {}};
        scene->render(static_cast<std::uint32_t>(frame), {125000, 0, 750000, 1000000}, picture);
        std::fwrite(picture.pixels.data(), 1, picture.pixels.size(), file);
    }
    return std::fclose(file);
}
