# 作业一：张量运算
import torch

weight = torch.ones(1, requires_grad=True)

def add(甲, 乙):
    # 两个张量逐元素相加
    结果 = 甲 + 乙
    print('结果：', 结果)
    return 结果

def add_in_place(a, value):
    return a.add_(value)

def loss(y, y_pred):
    return float(((y - y_pred) ** 2).sum())
